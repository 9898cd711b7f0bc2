package io.tickcast.servers;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.servers.ServerOptions.Login;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A ClickHouse server: the {@code clickhouse} program of this machine, or else the engine as a
 * library behind an HTTP front that takes one request at a time. <i>Confined</i>, but for {@link
 * #query}.
 */
public final class ClickHouseServer extends LocalServer {
  private static final int PING_MILLIS = 1_000;
  private static final int QUERY_MILLIS = 30_000;

  private final Installed installed;
  private final Login login;

  private ClickHouseServer(Installed installed, ClickHouseOptions options) {
    super("clickhouse", options);
    this.installed = installed;
    this.login = options.login();
  }

  /**
   * Starts a server, and returns when it answers a ping.
   *
   * @param options what to start
   * @return the server, to be closed
   * @throws InferenceException when it is not installed or does not start
   */
  public static ClickHouseServer start(ClickHouseOptions options) {
    return started(new ClickHouseServer(Installed.find("clickhouse"), options));
  }

  /**
   * Starts a server on a free port, for the user {@code default}.
   *
   * @return the server, to be closed
   */
  public static ClickHouseServer start() {
    return start(new ClickHouseOptions());
  }

  /** The address for clients, without credentials: {@code http://127.0.0.1:8123}. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** Which engine this is, for people. */
  public String engine() {
    return isLibrary()
        ? "the library engine of chdb " + installed.version()
        : "'" + installed.path() + "', version " + installed.version();
  }

  /** The engine is the library, whose front knows no compression and takes one query at a time. */
  public boolean isLibrary() {
    return installed.value("engine", "library").equals("library");
  }

  /**
   * Runs a statement, as the user that the server was started for. <i>Thread-safe.</i>
   *
   * @param statement one, maybe with a FORMAT clause; else the answer is tab separated
   * @return the answer
   * @throws InferenceException with {@link ErrorCode#EXTERNAL_UNAVAILABLE} when the server refuses
   *     it or is away; the message holds what it said
   */
  public String query(String statement) {
    try {
      HttpURLConnection connection = open("/", QUERY_MILLIS);
      byte[] body = statement.getBytes(StandardCharsets.UTF_8);
      connection.setDoOutput(true);
      // Without a length in advance it would send an INSERT a second time when the first is cut
      // off.
      connection.setFixedLengthStreamingMode(body.length);
      connection.setRequestProperty("X-ClickHouse-User", login.user());
      connection.setRequestProperty("X-ClickHouse-Key", login.password());
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
      return answer(connection);
    } catch (IOException e) {
      throw refused(e.toString());
    }
  }

  private HttpURLConnection open(String path, int timeoutMillis) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) new URL(url() + path).openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(timeoutMillis);
    connection.setReadTimeout(timeoutMillis);
    return connection;
  }

  private String answer(HttpURLConnection connection) throws IOException {
    boolean good = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    try (InputStream in = good ? connection.getInputStream() : connection.getErrorStream()) {
      String body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (!good) {
        throw refused(body.strip().replaceAll("\\s+", " "));
      }
      return body;
    }
  }

  private InferenceException refused(String found) {
    return new InferenceException(
        ErrorCode.EXTERNAL_UNAVAILABLE,
        "expected ClickHouse at " + url() + " to run a statement, found: " + found);
  }

  @Override
  void configure(Path folder) throws IOException {
    if (!isLibrary()) {
      Files.createDirectories(folder.resolve("data"));
      Files.writeString(
          folder.resolve("config.xml"), ClickHouseProgram.configuration(folder, port()));
      Files.writeString(folder.resolve("users.xml"), ClickHouseProgram.users(login));
    }
  }

  @Override
  List<String> command(Path folder) {
    if (!isLibrary()) {
      return ClickHouseProgram.command(installed.path(), folder);
    }
    return List.of(
        installed.value("node", "node"),
        installed.path().resolve("front.mjs").toString(),
        "--port",
        Integer.toString(port()),
        "--data",
        folder.resolve("data").toString());
  }

  @Override
  Map<String, String> environment() {
    if (!isLibrary()) {
      return Map.of();
    }
    return Map.of(
        "TZ",
        "UTC",
        "TICKCAST_CLICKHOUSE_USER",
        login.user(),
        "TICKCAST_CLICKHOUSE_PASSWORD",
        login.password());
  }

  @Override
  boolean answers(String said) {
    try {
      HttpURLConnection connection = open("/ping", PING_MILLIS);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK
          && answer(connection).equals("Ok.\n");
    } catch (IOException e) {
      return false;
    }
  }
}
