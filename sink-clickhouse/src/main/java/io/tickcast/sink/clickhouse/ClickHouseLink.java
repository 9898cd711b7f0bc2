package io.tickcast.sink.clickhouse;

import static com.clickhouse.client.api.ClientConfigProperties.CA_CERTIFICATE;
import static com.clickhouse.client.api.ClientConfigProperties.CLIENT_NAME;
import static com.clickhouse.client.api.ClientConfigProperties.CLIENT_RETRY_ON_FAILURE;
import static com.clickhouse.client.api.ClientConfigProperties.COMPRESS_CLIENT_REQUEST;
import static com.clickhouse.client.api.ClientConfigProperties.COMPRESS_SERVER_RESPONSE;
import static com.clickhouse.client.api.ClientConfigProperties.CONNECTION_REQUEST_TIMEOUT;
import static com.clickhouse.client.api.ClientConfigProperties.CONNECTION_TIMEOUT;
import static com.clickhouse.client.api.ClientConfigProperties.DATABASE;
import static com.clickhouse.client.api.ClientConfigProperties.DISABLE_NATIVE_COMPRESSION;
import static com.clickhouse.client.api.ClientConfigProperties.HTTP_MAX_OPEN_CONNECTIONS;
import static com.clickhouse.client.api.ClientConfigProperties.PASSWORD;
import static com.clickhouse.client.api.ClientConfigProperties.RETRY_ON_FAILURE;
import static com.clickhouse.client.api.ClientConfigProperties.SOCKET_OPERATION_TIMEOUT;
import static com.clickhouse.client.api.ClientConfigProperties.SSL_CERTIFICATE;
import static com.clickhouse.client.api.ClientConfigProperties.SSL_KEY;
import static com.clickhouse.client.api.ClientConfigProperties.USER;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ClientConfigProperties;
import com.clickhouse.client.api.ClientFaultCause;
import com.clickhouse.jdbc.Driver;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to one server: the client for rows in and out, the driver for what the server
 * says of itself. They are made when they are needed, and again after an abort. <i>Confined</i>,
 * but for the abort, which a deadline runs on a thread of its own.
 */
final class ClickHouseLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClickHouseLink.class);

  /** Exists on every server, so that a missing database is found by a query, and not by chance. */
  private static final String SYSTEM = "system";

  private final ClickHouseSettings settings;
  private final ClickHouseFaults faults;
  private @Nullable Client client;
  private @Nullable Connection connection;
  private @Nullable ScheduledThreadPoolExecutor watch;
  private boolean closed;

  ClickHouseLink(ClickHouseSettings settings) {
    this.settings = settings;
    this.faults = new ClickHouseFaults(settings);
  }

  ClickHouseSettings settings() {
    return settings;
  }

  ClickHouseFaults faults() {
    return faults;
  }

  /**
   * Asks a server something on connections of its own, which are closed then.
   *
   * @throws InferenceException as {@link #prepare} and {@link #query} do
   */
  static <T> T askOnce(ClickHouseSettings settings, Duration time, Questions<T> questions) {
    try (ClickHouseLink link = new ClickHouseLink(settings);
        Deadline deadline = link.deadline(time)) {
      link.prepare();
      return link.query(deadline, questions);
    }
  }

  /**
   * Starts the time of a call; what hangs at its end is aborted.
   *
   * @throws InferenceException (ILLEGAL_STATE) when the link is closed
   */
  synchronized Deadline deadline(Duration time) {
    requireOpen();
    if (watch == null) {
      watch = new ScheduledThreadPoolExecutor(1, ClickHouseLink::watchThread);
      watch.setRemoveOnCancelPolicy(true);
    }
    return Deadline.in(time, watch, this::abort);
  }

  private static Thread watchThread(Runnable task) {
    Thread thread = new Thread(task, "clickhouse-deadline");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * The client, within the time of a call: what is made later would not be aborted.
   *
   * @throws InferenceException (EXTERNAL_UNAVAILABLE) when the time is up
   */
  synchronized Client client(Deadline deadline) {
    requireOpen();
    requireTime(deadline);
    return client();
  }

  /** What is made after the close would never be closed. */
  private void requireOpen() {
    if (closed) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE,
          settings.name() + ": expected an open connection, found a closed one");
    }
  }

  private void requireTime(Deadline deadline) {
    if (deadline.hasPassed()) {
      throw faults.noAnswer(deadline.time(), null);
    }
  }

  /**
   * Makes ready to connect, and does not connect yet.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE, INVALID_CONFIGURATION) when the certificates
   *     can not be read
   */
  void prepare() {
    client();
  }

  private synchronized Client client() {
    if (client == null) {
      requireReadable("ca_certificate", settings.caCertificate());
      requireReadable("client_certificate", settings.clientCertificate());
      requireReadable("client_key", settings.clientKey());
      try {
        client =
            new Client.Builder()
                .addEndpoint(settings.server().toString())
                .setOptions(options(settings.database()))
                .build();
      } catch (RuntimeException e) {
        throw new InferenceException(
            ErrorCode.INVALID_CONFIGURATION,
            settings.name()
                + ": expected an address and certificates to connect with, found: "
                + OneLine.message(e),
            e);
      }
    }
    return client;
  }

  private void requireReadable(String key, Optional<Path> file) {
    if (file.isPresent() && !Files.isReadable(file.get())) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          settings.name()
              + ": "
              + key
              + ": expected a file to read, found no "
              + OneLine.quote(file.get()));
    }
  }

  /**
   * What is asked of a server.
   *
   * @param <T> the answer
   */
  @FunctionalInterface
  interface Questions<T> {
    T ask(Connection connection) throws SQLException;
  }

  /**
   * Asks a server something, on a connection to its database {@code system}, and within the time of
   * a write.
   *
   * @throws InferenceException (EXTERNAL_UNAVAILABLE, EXTERNAL_MISMATCH) when it does not answer
   */
  <T> T query(Deadline deadline, Questions<T> questions) {
    try {
      return questions.ask(connect(deadline));
    } catch (InferenceException e) {
      throw e;
    } catch (SQLException | RuntimeException e) {
      throw faults.of(e, deadline.time(), deadline.hasPassed());
    } finally {
      disconnect();
    }
  }

  private synchronized Connection connect(Deadline deadline) throws SQLException {
    requireOpen();
    requireTime(deadline);
    Properties properties = new Properties();
    properties.putAll(options(SYSTEM));
    String server = settings.server().toString();
    String base = server.endsWith("/") ? server : server + "/";
    connection =
        Objects.requireNonNull(
            new Driver().connect("jdbc:clickhouse:" + base + SYSTEM, properties), server);
    return connection;
  }

  private synchronized void disconnect() {
    if (connection != null) {
      closeQuietly(connection);
      connection = null;
    }
  }

  /**
   * What client and driver are told. They try nothing again: the engine does, and a retry that
   * waits would outlast the time that a write has.
   */
  private Map<String, String> options(String database) {
    Map<String, String> options = new HashMap<>();
    put(options, USER, settings.user());
    put(options, PASSWORD, settings.password());
    put(options, DATABASE, database);
    put(options, CLIENT_NAME, "tickcast");
    put(options, CONNECTION_TIMEOUT, settings.connectTimeout().toMillis());
    put(options, SOCKET_OPERATION_TIMEOUT, settings.timeout().toMillis());
    put(options, CONNECTION_REQUEST_TIMEOUT, settings.connectTimeout().toMillis());
    put(options, HTTP_MAX_OPEN_CONNECTIONS, 2);
    put(options, RETRY_ON_FAILURE, 0);
    put(options, CLIENT_RETRY_ON_FAILURE, ClientFaultCause.None.name());
    put(options, COMPRESS_CLIENT_REQUEST, settings.compression());
    put(options, COMPRESS_SERVER_RESPONSE, false);
    put(options, DISABLE_NATIVE_COMPRESSION, true);
    settings.caCertificate().ifPresent(file -> put(options, CA_CERTIFICATE, file));
    settings.clientCertificate().ifPresent(file -> put(options, SSL_CERTIFICATE, file));
    settings.clientKey().ifPresent(file -> put(options, SSL_KEY, file));
    return options;
  }

  private static void put(Map<String, String> options, ClientConfigProperties key, Object value) {
    options.put(key.getKey(), value.toString());
  }

  /** Cuts all connections; the next use makes new ones. <i>Thread-safe.</i> */
  synchronized void abort() {
    disconnect();
    if (client != null) {
      closeQuietly(client);
      client = null;
    }
  }

  /** Closes what may fail to close, which harms nobody. */
  static void closeQuietly(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception e) {
      LOG.debug("A connection to ClickHouse did not close well: {}", OneLine.message(e));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    abort();
    if (watch != null) {
      watch.shutdownNow();
      watch = null;
    }
  }
}
