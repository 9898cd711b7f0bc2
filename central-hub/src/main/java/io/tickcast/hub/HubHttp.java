package io.tickcast.hub;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to a hub, each bounded in time and in the size of its answer. <i>Confined</i> to
 * one thread.
 */
final class HubHttp implements AutoCloseable {
  private final HubSettings settings;
  private @Nullable HttpClient client;

  HubHttp(HubSettings settings) {
    this.settings = settings;
  }

  /** An answer, whatever its status. */
  record Answer(int status, byte[] body) {}

  Answer get(String path) {
    return send(path, "GET", BodyPublishers.noBody(), settings.times().requestTimeout());
  }

  Answer post(String path, byte[] json) {
    return post(path, json, settings.times().requestTimeout());
  }

  Answer post(String path, byte[] json, Duration timeout) {
    return send(path, "POST", BodyPublishers.ofByteArray(json), timeout);
  }

  /**
   * Sends a request and waits for the whole answer.
   *
   * @throws InferenceException (EXTERNAL_UNAVAILABLE) when there is none in time; (LIMIT_EXCEEDED)
   *     when it is too large
   */
  private Answer send(String path, String method, BodyPublisher body, Duration timeout) {
    URI uri = settings.at(path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            .method(method, body)
            .header("Accept", "application/json")
            .header("Content-Type", "application/json");
    settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    // The time limit of a request ends with its headers; this one is for the body too.
    CompletableFuture<HttpResponse<byte[]>> answer =
        client().sendAsync(request.build(), info -> new BoundedBody(settings.maxBytes()));
    try {
      HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(response.statusCode(), response.body());
    } catch (TimeoutException e) {
      throw away(uri, "none within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw failure(uri, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away(uri, "an interrupt", e);
    } finally {
      answer.cancel(true);
    }
  }

  private InferenceException failure(URI uri, Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    Optional<InferenceException> tooLarge = BoundedBody.refusal(cause);
    return tooLarge.isPresent()
        ? new InferenceException(
            ErrorCode.LIMIT_EXCEEDED, uri + ": " + tooLarge.get().getMessage(), cause)
        : away(uri, Problems.of(cause), cause);
  }

  private static InferenceException away(URI uri, String found, Throwable cause) {
    return new InferenceException(
        ErrorCode.EXTERNAL_UNAVAILABLE, uri + ": expected an answer, found " + found, cause);
  }

  private HttpClient client() {
    HttpClient open = client;
    if (open == null) {
      open =
          HttpClient.newBuilder()
              .connectTimeout(settings.times().connectTimeout())
              .followRedirects(HttpClient.Redirect.NEVER)
              .version(HttpClient.Version.HTTP_1_1)
              .build();
      client = open;
    }
    return open;
  }

  /** From JDK 21 on its thread ends here, before that with the next garbage collection. */
  @Override
  public void close() {
    HttpClient open = client;
    client = null;
    if (open instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException("expected the http client to close", e);
      }
    }
  }
}
