package io.tickcast.transport.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.tickcast.api.EngineListener;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.core.EngineStatus;
import io.tickcast.core.ModelRegistry;
import io.tickcast.core.TradingState;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows an engine on a port: health, status, metrics, live decisions, and a page for people.
 * <i>Thread-safe.</i>
 *
 * <pre>{@code
 * HttpServer http = HttpServer.create(HttpConfig.defaults());
 * InferenceEngine engine = InferenceEngine.builder().listener(http.listener()).build();
 * http.start(engine::status);
 * }</pre>
 *
 * <p>Nothing in it changes the engine but calls that show the admin token. Creating one starts no
 * thread and opens no port.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpServer.class);
  private static final long MAX_BODY_BYTES = 1_024 * 1_024;

  private final HttpConfig config;
  private final DecisionRing ring;
  // The wall clock tells one life of the server from the next; nothing is decided by it.
  private final String run = Long.toString(System.currentTimeMillis(), 36);
  private @Nullable Running running;
  private boolean closed;

  private record Running(Server server, EventHub hub, int port) {}

  private HttpServer(HttpConfig config) {
    this.config = config;
    this.ring = new DecisionRing(config.recentSignals());
  }

  /**
   * A server that is not started.
   *
   * @param config its settings
   */
  public static HttpServer create(HttpConfig config) {
    return new HttpServer(Objects.requireNonNull(config, "config"));
  }

  /**
   * Returns when the port could be opened now; leaves it free.
   *
   * @param config where to listen
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when the port is in use or may not be opened,
   *     as {@link #start} would
   */
  public static void requirePort(HttpConfig config) {
    InetSocketAddress address = ListeningPort.address(config);
    try (ServerSocketChannel port = ListeningPort.open(config, address)) {
      log.debug("{} can be opened", port);
    } catch (IOException e) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          "http port " + config.port() + ": expected it to be given back, found " + e,
          e);
    }
  }

  /** What hears the decisions: for the engine's builder. It never blocks, and allocates nothing. */
  public EngineListener listener() {
    return new DecisionRecorder(ring);
  }

  /**
   * Opens the port and starts to serve.
   *
   * @param status asked for each request that needs it, and once a second while somebody reads
   *     events; from several threads
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when the port is in use or may not be opened,
   *     (ILLEGAL_STATE) when the server was started or closed before
   */
  public void start(Supplier<EngineStatus> status) {
    start(status, List.of());
  }

  /**
   * Opens the port and starts to serve, with the models and the trading state of an engine: what
   * there is for everybody, and changes for those who show a token.
   *
   * @param status as {@link #start(Supplier)}
   * @param models the engine's
   * @param trading changes what the engine may do at all
   * @param adminToken what changes have to show, at least 16 characters; without one nothing can be
   *     changed
   * @throws InferenceException as {@link #start(Supplier)}; (INVALID_CONFIGURATION) when the token
   *     is shorter
   */
  public void start(
      Supplier<EngineStatus> status,
      ModelRegistry models,
      Consumer<TradingState> trading,
      Optional<String> adminToken) {
    AdminToken token = adminToken.map(AdminToken::of).orElseGet(AdminToken::none);
    start(
        status,
        List.of(
            new ModelRoutes(models, token),
            new TradingRoutes(status, trading, token),
            new OpenInferenceRoutes(status, models, token)));
  }

  private synchronized void start(Supplier<EngineStatus> status, List<Routes> more) {
    Objects.requireNonNull(status, "status");
    if (closed || running != null) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE,
          "expected an http server that is new, found one that is "
              + (closed ? "closed" : "started"));
    }
    InetSocketAddress address = ListeningPort.address(config);
    StatusFeed feed = new StatusFeed(status);
    EventHub hub = new EventHub(feed, config.maxSseClients());
    List<Routes> routes = new ArrayList<>(more);
    routes.addAll(
        List.of(
            new Errors(),
            new FrontDoor(address.getAddress().isLoopbackAddress(), config.host()),
            new HealthRoutes(status),
            new StatusRoutes(status),
            new MetricsRoutes(status),
            new SignalRoutes(ring, run),
            new EventRoutes(hub, new DecisionFrames(ring, run), feed, config.stallTimeout()),
            new PageRoutes(Assets.load())));
    Servlet servlet = servlet(routes);
    // Last of all, so that nothing can fail between taking the port and serving it.
    ServerSocketChannel port = ListeningPort.open(config, address);
    Server server = JettyServers.create(config, port, servlet);
    int number = port.socket().getLocalPort();
    Running started = new Running(server, hub, number);
    start(started);
    running = started;
    log.info("serving {}", uri());
  }

  private static Servlet servlet(List<Routes> groups) {
    Javalin javalin =
        Javalin.create(
            javalinConfig -> {
              javalinConfig.startup.showJavalinBanner = false;
              javalinConfig.startup.startupWatcherEnabled = false;
              javalinConfig.startup.showOldJavalinVersionWarning = false;
              javalinConfig.concurrency.useVirtualThreads = false;
              javalinConfig.http.prefer405over404 = true;
              javalinConfig.http.maxRequestSize = MAX_BODY_BYTES;
              javalinConfig.http.compressionStrategy = CompressionStrategy.NONE;
              groups.forEach(group -> group.addTo(javalinConfig.routes));
            });
    return javalin.javalinServlet();
  }

  private static void start(Running running) {
    try {
      running.server.start();
      running.hub.start();
    } catch (RuntimeException e) {
      stop(running);
      throw e;
    } catch (Exception e) {
      stop(running);
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          "http port " + running.port + ": expected a server that starts, found " + e,
          e);
    }
  }

  /**
   * The port that it listens on.
   *
   * @throws InferenceException (ILLEGAL_STATE) when it does not serve
   */
  public synchronized int port() {
    if (running == null) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE, "expected an http server that serves, found none");
    }
    return running.port;
  }

  /**
   * Where the page is, such as {@code http://127.0.0.1:8010}.
   *
   * @throws InferenceException (ILLEGAL_STATE) when it does not serve
   */
  public URI uri() {
    String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    return URI.create("http://" + host + ":" + port());
  }

  /** The readers of events that are connected; 0 when it does not serve. */
  synchronized int eventReaders() {
    return running == null ? 0 : running.hub.readers();
  }

  /**
   * Ends every stream and request, and gives the port back, within a few seconds. Calling it again
   * has no effect.
   */
  @Override
  public synchronized void close() {
    closed = true;
    Running stopping = running;
    running = null;
    if (stopping != null) {
      stop(stopping);
    }
  }

  private static void stop(Running running) {
    running.hub.close();
    try {
      running.server.stop();
    } catch (Exception e) {
      log.warn("expected the http server to stop, found an exception", e);
    }
  }
}
