package io.tickcast.transport.http;

import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** Puts a Jetty server together: bounded in threads, connections, sizes and times. */
final class JettyServers {
  private static final int MIN_THREADS = 4;
  private static final int THREAD_IDLE_MILLIS = 60_000;
  private static final long STOP_MILLIS = 2_000;
  private static final int MAX_HEADER_BYTES = 8_192;
  private static final int OTHER_CONNECTIONS = 128;

  private JettyServers() {}

  /** A server that is not started, on a port that is bound. */
  static Server create(HttpConfig config, ServerSocketChannel port, Servlet servlet) {
    QueuedThreadPool threads =
        new QueuedThreadPool(config.maxThreads(), MIN_THREADS, THREAD_IDLE_MILLIS);
    threads.setName("tickcast-http");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    threads.setStopTimeout(STOP_MILLIS);
    Server server =
        new Server(threads, new ScheduledExecutorScheduler("tickcast-http-timer", true), null);
    server.addConnector(connector(server, config, port));
    server.addBean(new NetworkConnectionLimit(config.maxSseClients() + OTHER_CONNECTIONS, server));
    ServletContextHandler context =
        new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
    context.addServlet(new ServletHolder(servlet), "/*");
    context.setErrorHandler(new JsonErrorHandler());
    server.setHandler(context);
    server.setErrorHandler(new JsonErrorHandler());
    server.setStopTimeout(0);
    return server;
  }

  private static ServerConnector connector(
      Server server, HttpConfig config, ServerSocketChannel port) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.setResponseHeaderSize(MAX_HEADER_BYTES);
    http.setUriCompliance(UriCompliance.RFC3986);
    http.setIdleTimeout(config.idleTimeout().toMillis());
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(config.host());
    connector.setPort(config.port());
    connector.setIdleTimeout(config.idleTimeout().toMillis());
    try {
      connector.open(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return connector;
  }
}
