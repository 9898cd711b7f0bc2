package io.tickcast.transport.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.core.EngineStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;

/** A server on a free loopback port, with a client. */
final class Served implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final HttpServer server;
  final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private Served(HttpServer server) {
    this.server = server;
  }

  static Served start() {
    return start(config(), Statuses::ready);
  }

  static Served start(HttpConfig config, Supplier<EngineStatus> status) {
    HttpServer server = HttpServer.create(config);
    server.start(status);
    return new Served(server);
  }

  static HttpConfig config() {
    return HttpConfig.defaults().withPort(0);
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return MAPPER.readTree(response.body());
  }

  static JsonNode json(String text) throws IOException {
    return MAPPER.readTree(text);
  }

  void decide(FakeDecision decision) {
    server.listener().onDecision(decision);
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send("GET", path, headers);
  }

  HttpResponse<String> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(PATIENCE)
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  EventReader events(String query, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/api/v1/events" + query)).timeout(PATIENCE);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return new EventReader(client.send(request.build(), BodyHandlers.ofInputStream()));
  }

  URI uri(String path) {
    return URI.create(server.uri() + path);
  }

  @Override
  public void close() {
    server.close();
  }
}
