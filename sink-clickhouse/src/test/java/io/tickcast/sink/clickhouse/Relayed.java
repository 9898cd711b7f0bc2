package io.tickcast.sink.clickhouse;

import io.tickcast.sink.clickhouse.FakeServer.Answer;
import io.tickcast.sink.clickhouse.FakeServer.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stands between a client and a real server, keeps what was asked, and may add settings. */
final class Relayed implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String target;
  private final String settings;
  private final FakeServer server = FakeServer.start(this::pass);

  /**
   * Starts a relay.
   *
   * @param target the address of the real server
   * @param settings further settings of each request, such as {@code readonly=1&}
   */
  Relayed(String target, String settings) {
    this.target = target;
    this.settings = settings;
  }

  String url() {
    return server.url();
  }

  /** The statements that named a text. */
  List<String> statements(String text) {
    return server.requests().stream().map(Request::body).filter(b -> b.contains(text)).toList();
  }

  private Answer pass(Request request) {
    HttpRequest.Builder forward =
        HttpRequest.newBuilder(URI.create(target + "/?" + settings + request.rawQuery()))
            .POST(HttpRequest.BodyPublishers.ofString(request.body()));
    request.headers().entrySet().stream()
        .filter(header -> header.getKey().startsWith("X-") || header.getKey().startsWith("Auth"))
        .forEach(header -> forward.header(header.getKey(), header.getValue()));
    try {
      HttpResponse<String> response =
          client.send(forward.build(), HttpResponse.BodyHandlers.ofString());
      Map<String, String> headers = new HashMap<>();
      response
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (name.toLowerCase(java.util.Locale.ROOT).startsWith("x-")) {
                  headers.put(name, values.get(0));
                }
              });
      return new Answer(response.statusCode(), headers, response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
