package io.tickcast.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.hub.HubRequest.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hub for development, on loopback alone: keeps versions of configurations with their history on
 * disk, tells of new ones, and knows which services are there. It checks that a configuration is
 * JSON, and leaves to the service what it makes of it. <i>Thread-safe.</i>
 */
public final class DevelopmentHub implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DevelopmentHub.class);
  private static final int THREADS = 4;

  private final int port;
  private final HubPaths paths;
  private @Nullable HttpServer server;
  private @Nullable ExecutorService workers;

  private DevelopmentHub(int port, HubPaths paths) {
    this.port = port;
    this.paths = paths;
  }

  /**
   * A hub that is not started.
   *
   * @param port from 0 to 65535; 0 takes a free one
   * @param folder keeps the versions
   * @param broadcast tells of new ones; absent for nobody
   * @param clock of the history
   */
  public static DevelopmentHub create(
      int port, Path folder, Optional<Broadcast> broadcast, EpochNanoClock clock) {
    return new DevelopmentHub(port, new HubPaths(folder, broadcast, clock));
  }

  /**
   * Opens the port and starts to serve.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when the port can not be opened
   */
  public synchronized void start() {
    if (server != null) {
      throw new IllegalStateException("expected a hub that was not started, found another");
    }
    try {
      HttpServer made =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      ExecutorService pool =
          Executors.newFixedThreadPool(THREADS, work -> daemon(work, "tickcast-hub-http"));
      made.setExecutor(pool);
      made.createContext("/", this::handle);
      made.start();
      server = made;
      workers = pool;
    } catch (IOException e) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          "hub port " + port + ": expected a free one, found " + Problems.of(e),
          e);
    }
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private void handle(HttpExchange exchange) throws IOException {
    HubRequest request = new HubRequest(exchange);
    try {
      request.requireLoopbackName();
      request.answer(200, paths.answer(request));
    } catch (Refused e) {
      request.refuse(e);
    } catch (InferenceException e) {
      LOG.warn("{}", e.getMessage());
      request.refuse(new Refused(500, String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      LOG.error("expected a request to be answered, found a fault", e);
      request.refuse(new Refused(500, "the request failed inside the hub: see its log"));
    } finally {
      exchange.close();
    }
  }

  /**
   * Gives a service an empty configuration, unless it has one.
   *
   * @param service its name
   */
  public void seed(String service) {
    paths.seed(service);
  }

  /** Where it is, such as {@code http://127.0.0.1:8000}. */
  public synchronized URI uri() {
    HttpServer open = server;
    if (open == null) {
      throw new IllegalStateException("expected a hub that serves, found none");
    }
    return URI.create("http://127.0.0.1:" + open.getAddress().getPort());
  }

  /** Gives the port back. Calling it again has no effect. */
  @Override
  public synchronized void close() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
    if (workers != null) {
      workers.shutdown();
      workers = null;
    }
  }
}
