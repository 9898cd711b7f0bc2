package io.tickcast.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentHubTest {
  private static final String CONFIG = "/api/v1/config/inference";

  @TempDir private Path folder;
  private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
  private DevelopmentHub hub = DevelopmentHub.create(0, Path.of(""), Optional.empty(), () -> 0);

  @BeforeEach
  void start() {
    hub =
        DevelopmentHub.create(
            0,
            folder,
            Optional.of(
                (service, body) ->
                    sent.add(service + " " + new String(body, StandardCharsets.UTF_8))),
            () -> 1_760_867_700_000_000_000L);
    hub.start();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(hub.uri() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode done(String method, String path, String body) throws Exception {
    HttpResponse<String> response = send(method, path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.MAPPER.readTree(response.body());
  }

  private void refused(int status, String method, String path, String body, String text)
      throws Exception {
    HttpResponse<String> response = send(method, path, body);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(Json.MAPPER.readTree(response.body()).path("error").asText()).contains(text);
  }

  @Test
  void config_setPatchedAndRolledBack_keepsEveryVersion() throws Exception {
    done("PUT", CONFIG, "{\"operational\":{\"model_config\":{\"model_version\":\"1.2.3\"}}}");
    JsonNode patched =
        done("PATCH", CONFIG, "{\"operational\":{\"model_config\":{\"model_version\":\"1.2.4\"}}}");
    assertThat(patched.path("version").asInt()).isEqualTo(2);
    JsonNode rolledBack = done("POST", CONFIG + "/rollback", "{}");
    assertThat(rolledBack.path("version").asInt()).isEqualTo(3);
    JsonNode newest = done("GET", CONFIG, "");
    assertThat(newest)
        .isEqualTo(
            Json.MAPPER.readTree(
                "{\"config\":{\"operational\":{\"model_config\":{\"model_version\":\"1.2.3\"}}},"
                    + "\"version\":3}"));
    JsonNode history = done("GET", CONFIG + "/history", "");
    assertThat(history.path("versions")).hasSize(3);
    assertThat(history.findValuesAsText("by")).containsExactly("rollback to 1", "patch", "put");
    assertThat(sent).hasSize(3).last().isEqualTo("inference " + newest);
  }

  @Test
  void config_afterARestart_goesOn() throws Exception {
    done("PUT", CONFIG, "{\"operational\":{}}");
    hub.close();
    start();
    assertThat(done("GET", CONFIG, "").path("version").asInt()).isEqualTo(1);
    assertThat(done("PATCH", CONFIG, "{\"x\":1}").path("version").asInt()).isEqualTo(2);
  }

  @Test
  void config_whatDoesNotDo_isRefused() throws Exception {
    refused(404, "GET", CONFIG, "", "expected a configuration of inference");
    refused(400, "PUT", CONFIG, "{half", "expected a JSON object");
    refused(400, "PATCH", CONFIG, "[]", "expected a JSON object");
    refused(413, "PUT", CONFIG, "{\"a\":\"" + "x".repeat(1 << 20) + "\"}", "at most");
    refused(405, "DELETE", CONFIG, "", "another method");
    refused(404, "POST", CONFIG + "/rollback", "{}", "found none");
    refused(404, "GET", "/api/v1/config/../x", "", "expected /api/v1/config");
    refused(404, "GET", "/", "", "expected /api/v1/config");
    done("PUT", CONFIG, "{}");
    refused(404, "POST", CONFIG + "/rollback", "{\"version\":9}", "expected version 9");
    assertThat(sent).hasSize(1);
  }

  @Test
  void services_registeredAndHeardOf_areListed() throws Exception {
    String card = "{\"service\":\"inference\",\"instance\":\"a\"}";
    refused(404, "POST", "/api/v1/services/heartbeat", card, "expected a service");
    done("POST", "/api/v1/services/register", card);
    done("POST", "/api/v1/services/heartbeat", card.replace("}", ",\"status\":\"ready\"}"));
    JsonNode services = done("GET", "/api/v1/services", "").path("services");
    assertThat(services).hasSize(1);
    assertThat(services.get(0).path("status").asText()).isEqualTo("ready");
    done("POST", "/api/v1/services/deregister", card);
    assertThat(done("GET", "/api/v1/services", "").path("services")).isEmpty();
    refused(400, "POST", "/api/v1/services/register", "{}", "'service' and 'instance'");
  }

  @Test
  void request_underAForeignNameOrType_isRefused() throws Exception {
    assertThat(raw("GET /api/v1/services HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
        .startsWith("HTTP/1.1 421");
    assertThat(
            raw(
                "PUT "
                    + CONFIG
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                    + "Content-Length: 2\r\n\r\n{}"))
        .startsWith("HTTP/1.1 415");
  }

  private String raw(String request) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", hub.uri().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readNBytes(12), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void start_portThatIsTaken_isRefused() {
    try (DevelopmentHub second =
        DevelopmentHub.create(hub.uri().getPort(), folder, Optional.empty(), () -> 0)) {
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(second::start)
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_UNAVAILABLE));
    }
  }
}
