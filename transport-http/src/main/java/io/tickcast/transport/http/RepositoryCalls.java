package io.tickcast.transport.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.tickcast.api.InferenceException;
import io.tickcast.core.BindingStatus.SeriesStatus;
import io.tickcast.core.ModelRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Triton's calls about the repository of models. To load is to promote a version, the newest when
 * none is said; nothing is unloaded, because a binding without a model can not trade.
 */
final class RepositoryCalls {
  private static final long WAIT_SECONDS = 60;
  private static final byte[] DONE = "{}".getBytes(StandardCharsets.US_ASCII);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ModelRegistry registry;
  private final AdminToken token;

  RepositoryCalls(ModelRegistry registry, AdminToken token) {
    this.registry = registry;
    this.token = token;
  }

  /** {@code {"ready": true}} leaves out what has no model. */
  void index(Context context) {
    Optional<JsonNode> body = body(context);
    if (body.isPresent()) {
      boolean readyAlone = body.get().path("ready").asBoolean();
      Routes.json(context, 200, OpenInferenceJson.index(registry.bindings(), readyAlone));
    }
  }

  /** {@code {"parameters": {"version": "1.2.3"}}}; the answer of the protocol is empty. */
  void load(Context context, Optional<SeriesStatus> series) throws InterruptedException {
    if (isStopped(context, series)) {
      return;
    }
    Optional<JsonNode> body = body(context);
    if (body.isEmpty()) {
      return;
    }
    String version = body.get().at("/parameters/version").asText("latest");
    String target = series.get().symbol() + "/" + series.get().timeframe();
    try {
      registry
          .promote(target, version, "v2", "repository load")
          .get(WAIT_SECONDS, TimeUnit.SECONDS);
      Routes.json(context, 200, DONE);
    } catch (TimeoutException e) {
      Routes.json(
          context, 503, Json.error("expected it within " + WAIT_SECONDS + " s; it goes on"));
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof InferenceException failure)) {
        throw new IllegalStateException("expected a promotion, found a failure", e);
      }
      ModelRoutes.failed(failure, context);
    }
  }

  void unload(Context context, Optional<SeriesStatus> series) {
    if (!isStopped(context, series)) {
      Routes.json(
          context,
          409,
          Json.error(
              "expected a model that may go, found one that serves a binding: load another version,"
                  + " or halt trading with /api/v1/trading-state"));
    }
  }

  private boolean isStopped(Context context, Optional<SeriesStatus> series) {
    if (AdminDoor.isRefused(context, token)) {
      return true;
    }
    if (series.isEmpty()) {
      OpenInferenceRoutes.notFound(context, "a model that serves");
    }
    return series.isEmpty();
  }

  /** The object of a body, empty when there is no body; answered when it is something else. */
  private static Optional<JsonNode> body(Context context) {
    byte[] bytes = context.bodyAsBytes();
    try {
      JsonNode root = bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
      if (root.isObject()) {
        return Optional.of(root);
      }
    } catch (JsonProcessingException e) {
      Routes.json(context, 400, Json.error("body: expected JSON, found other text"));
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("expected to read from memory", e);
    }
    Routes.json(context, 400, Json.error("body: expected a JSON object, found something else"));
    return Optional.empty();
  }
}
