package io.tickcast.examples.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A running service that a command asks or changes. */
final class ModelsClient {
  private static final String PATH = "/api/v1/models";
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8010",
      description = "The running service (default: ${DEFAULT-VALUE}).")
  private String url = "";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Holds the admin token; without it the variable TICKCAST_ADMIN_TOKEN has it.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait for the end of it (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds;

  /** What the service answers to a question. */
  JsonNode get(String path) throws InterruptedException {
    return ask(PATH + path);
  }

  /** What the service answers at a path of its own. */
  JsonNode ask(String path) throws InterruptedException {
    return send(request(path).GET().build());
  }

  /**
   * Has the service do something.
   *
   * @throws InferenceException with the reason that the service gives when it does not
   */
  JsonNode post(String name, ObjectNode body, Map<String, String> environment)
      throws InterruptedException {
    body.put("timeout_ms", Math.max(0, Math.min(300, timeoutSeconds)) * 1_000);
    JsonNode answer = change(PATH + "/" + name, body, environment);
    if (answer.path("pending").asBoolean()) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          "expected an end, found " + answer.path("detail").asText());
    }
    return answer;
  }

  /**
   * Has the service change something at a path.
   *
   * @throws InferenceException with the reason that the service gives when it does not
   */
  JsonNode change(String path, ObjectNode body, Map<String, String> environment)
      throws InterruptedException {
    String token =
        AdminTokens.find(Optional.ofNullable(tokenFile), environment)
            .orElseThrow(
                () ->
                    new InferenceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "expected the admin token in --token-file or in the variable "
                            + AdminTokens.VARIABLE
                            + ", found none"));
    HttpRequest request =
        request(path)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
            .build();
    return send(request);
  }

  static ObjectNode body() {
    return JSON.createObjectNode();
  }

  private HttpRequest.Builder request(String path) {
    try {
      return HttpRequest.newBuilder(URI.create(url.replaceAll("/+$", "") + path))
          .timeout(CONNECT.plusSeconds(Math.max(0, timeoutSeconds)));
    } catch (IllegalArgumentException e) {
      throw new InferenceException(
          ErrorCode.INVALID_CONFIGURATION,
          "--url: expected an address such as http://127.0.0.1:8010, found '" + url + "'",
          e);
    }
  }

  private JsonNode send(HttpRequest request) throws InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    try {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      JsonNode answer = JSON.readTree(response.body());
      if (response.statusCode() / 100 == 2) {
        return answer;
      }
      String error = answer.path("error").asText("status " + response.statusCode());
      throw new InferenceException(ErrorCode.EXTERNAL_MISMATCH, url + ": " + error);
    } catch (JsonProcessingException e) {
      throw new InferenceException(
          ErrorCode.EXTERNAL_MISMATCH, "expected tickcast at '" + url + "', found no JSON", e);
    } catch (IOException e) {
      throw new InferenceException(
          ErrorCode.EXTERNAL_UNAVAILABLE,
          "expected a running service at '" + url + "', found " + OneLine.of(e),
          e);
    }
  }
}
