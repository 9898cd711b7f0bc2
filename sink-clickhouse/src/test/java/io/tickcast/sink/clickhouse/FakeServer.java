package io.tickcast.sink.clickhouse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A web server on loopback that answers as a test wants. <i>Thread-safe.</i> */
final class FakeServer implements AutoCloseable {
  private final HttpServer server;
  private final String scheme;
  private final Function<Request, Answer> answers;
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** What a client sent; {@code rawQuery} is the query before its escapes are resolved. */
  record Request(String query, String body, String rawQuery, Map<String, String> headers) {}

  /** What it gets. */
  record Answer(int status, Map<String, String> headers, String body) {}

  private FakeServer(HttpServer server, String scheme, Function<Request, Answer> answers) {
    this.server = server;
    this.scheme = scheme;
    this.answers = answers;
    server.createContext("/", this::handle);
    server.start();
  }

  static FakeServer start(Function<Request, Answer> answers) {
    try {
      return new FakeServer(
          HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0), "http", answers);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A server with a certificate, for what is in the first key of a store. */
  static FakeServer encrypted(Path keyStore, String password, Function<Request, Answer> answers)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      store.load(in, password.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, password.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new FakeServer(server, "https", answers);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    String raw = query == null ? "" : query;
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    Request request =
        new Request(
            URLDecoder.decode(raw, StandardCharsets.UTF_8),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
            raw,
            headers);
    requests.add(request);
    Answer answer = answers.apply(request);
    answer.headers().forEach(exchange.getResponseHeaders()::add);
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  String url() {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  int port() {
    return server.getAddress().getPort();
  }

  List<Request> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
