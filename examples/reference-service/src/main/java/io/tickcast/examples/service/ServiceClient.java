package io.tickcast.examples.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a running service, or a hub. <i>Immutable.</i> */
final class ServiceClient {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String url;
  private final String what;

  /**
   * Makes a client that has asked nothing yet.
   *
   * @param url such as {@code http://127.0.0.1:8010}
   */
  ServiceClient(String url) {
    this(url, "a running service");
  }

  /**
   * Makes a client that has asked nothing yet.
   *
   * @param url such as {@code http://127.0.0.1:8010}
   * @param what is there, for messages
   */
  ServiceClient(String url, String what) {
    this.url = url.replaceAll("/+$", "");
    this.what = what;
  }

  /**
   * The JSON at a path.
   *
   * @throws InferenceException (EXTERNAL_UNAVAILABLE, EXTERNAL_MISMATCH) when nobody answers, or
   *     not with JSON
   */
  JsonNode get(String path) throws InterruptedException {
    return send(request(path).GET().build());
  }

  /**
   * Sends JSON to a path, and gives the JSON that comes back.
   *
   * @throws InferenceException (EXTERNAL_UNAVAILABLE, EXTERNAL_MISMATCH) when nobody answers, or
   *     not with JSON
   */
  JsonNode send(String method, String path, JsonNode body) throws InterruptedException {
    return send(
        request(path)
            .method(method, HttpRequest.BodyPublishers.ofString(body.toString()))
            .header("Content-Type", "application/json")
            .build());
  }

  private JsonNode send(HttpRequest request) throws InterruptedException {
    try {
      HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() != 200) {
        throw refused(response.statusCode(), reason(response.body()));
      }
      return new ObjectMapper().readTree(response.body());
    } catch (JsonProcessingException e) {
      throw mismatch("no JSON");
    } catch (IOException e) {
      throw new InferenceException(
          ErrorCode.EXTERNAL_UNAVAILABLE,
          "expected " + what + " at '" + url + "', found " + OneLine.of(e),
          e);
    }
  }

  private InferenceException refused(int status, String reason) {
    return reason.isEmpty()
        ? mismatch("status " + status)
        : new InferenceException(
            ErrorCode.EXTERNAL_MISMATCH, url + ": " + reason + " (status " + status + ")");
  }

  private static String reason(String body) {
    try {
      return new ObjectMapper().readTree(body).path("error").asText();
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private HttpRequest.Builder request(String path) {
    try {
      return HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE);
    } catch (IllegalArgumentException e) {
      throw new InferenceException(
          ErrorCode.INVALID_CONFIGURATION,
          "expected an address such as http://127.0.0.1:8010, found '" + url + "'",
          e);
    }
  }

  private InferenceException mismatch(String found) {
    return new InferenceException(
        ErrorCode.EXTERNAL_MISMATCH,
        "expected " + what + " at '" + url + "', found " + found.strip());
  }
}
