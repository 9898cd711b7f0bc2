package io.tickcast.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrontDoorTest {
  private final Served served = Served.start();

  @AfterEach
  void close() {
    served.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/livez",
        "/readyz",
        "/metrics",
        "/api/v1/status",
        "/api/v1/signals",
        "/api/v1/nothing",
        "/api/v1/signals?limit=0"
      })
  void answer_ofEveryPath_hasStrictHeadersAndNoServer(String path) throws Exception {
    HttpResponse<String> response = served.get(path);

    FrontDoor.HEADERS.forEach(
        (name, value) ->
            assertThat(response.headers().allValues(name)).as(name).containsExactly(value));
    assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(response.headers().map()).doesNotContainKeys("server", "x-powered-by", "set-cookie");
    assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/nothing", "/nothing", "/API/v1/status", "/api/v1/signals/1"})
  void request_unknownPath_is404AsJson(String path) throws Exception {
    HttpResponse<String> response = served.get(path);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(Served.json(response).get("error").asText())
        .isEqualTo("expected a path of this service, found '" + path + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/signals",
    "DELETE, /api/v1/status",
    "PUT, /readyz",
    "OPTIONS, /api/v1/events",
    "POST, /"
  })
  void request_otherMethod_is405AsJsonNamingWhatIsAllowed(String method, String path)
      throws Exception {
    HttpResponse<String> response = served.send(method, path, "Accept", "text/html");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).hasValue("GET, HEAD");
    assertThat(Served.json(response).get("error").asText())
        .isEqualTo("expected a method of GET, HEAD, found " + method);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BEFORE", "AFTER", "BREW"})
  void request_unheardOfMethod_isRefused(String method) throws Exception {
    assertThat(raw(method + " /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 405 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:8010", "127.0.0.1", "127.1.2.3:99", "[::1]:8010"})
  void host_ofThisMachine_isServed(String host) throws Exception {
    assertThat(raw("GET /livez HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example:8010",
        "10.0.0.1"
      })
  void host_ofAnother_is421(String host) throws Exception {
    String answer =
        raw("GET /api/v1/signals HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 421 ").contains("found '" + host + "'\"}");
  }

  @Test
  void host_whenServingEveryInterface_isNotAskedFor() throws Exception {
    try (Served open = Served.start(Served.config().withHost("0.0.0.0"), Statuses::ready)) {
      assertThat(
              raw(
                  open,
                  "GET /livez HTTP/1.1\r\nHost: trading.example\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void headers_beyondTheLimit_are431() throws Exception {
    String answer =
        raw("GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 431 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /livez HTTP/1.1\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "nonsense\r\n\r\n"
      })
  void request_malformed_is400WithoutWhatWasSent(String request) throws Exception {
    String answer = raw(request);

    assertThat(answer)
        .startsWith("HTTP/1.1 400 ")
        .doesNotContain("Jetty", "Exception", "zz", "nonsense");
  }

  @Test
  void request_malformedParameter_is400() throws Exception {
    assertThat(
            raw(
                "GET /api/v1/signals?limit=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
  }

  private String raw(String request) throws IOException {
    return raw(served, request);
  }

  private static String raw(Served served, String request) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(20_000);
      socket.connect(new InetSocketAddress("127.0.0.1", served.server.port()));
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
