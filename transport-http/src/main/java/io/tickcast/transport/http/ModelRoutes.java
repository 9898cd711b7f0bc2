package io.tickcast.transport.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.core.ModelEvent;
import io.tickcast.core.ModelRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * {@code /api/v1/models}: bindings, checkpoints and history for everybody; load, verify, promote,
 * roll back and challenge for those who show the admin token.
 */
final class ModelRoutes implements Routes {
  private static final String PATH = "/api/v1/models";
  private static final int EVENTS_MAX = 1_000;
  private static final int EVENTS_USUAL = 100;

  private final ModelRegistry registry;
  private final AdminToken token;

  ModelRoutes(ModelRegistry registry, AdminToken token) {
    this.registry = registry;
    this.token = token;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.exception(InferenceException.class, ModelRoutes::failed);
    Routes.readable(routes, PATH, this::bindings);
    Routes.readable(routes, PATH + "/history", this::history);
    Routes.readable(routes, PATH + "/checkpoints", this::checkpoints);
    change(
        routes,
        "promote",
        body -> registry.promote(body.target(), body.version(), body.who(), body.reason()),
        ModelJson::events);
    change(
        routes,
        "rollback",
        body -> registry.rollback(body.target(), body.who(), body.reason()),
        ModelJson::events);
    change(
        routes,
        "challenge",
        body -> registry.challenge(body.target(), body.anyVersion(), body.who(), body.reason()),
        ModelJson::events);
    change(
        routes,
        "load",
        body -> registry.load(body.target(), body.version()),
        ModelJson::verifications);
    change(
        routes,
        "verify",
        body -> registry.verify(body.target(), body.version()),
        ModelJson::verifications);
  }

  private void bindings(Context context) {
    Query.of(context, Set.of());
    Routes.json(context, 200, ModelJson.bindings(registry.bindings()));
  }

  private void history(Context context) {
    int limit = Query.of(context, Set.of("limit")).number("limit", 1, EVENTS_MAX, EVENTS_USUAL);
    List<ModelEvent> all = registry.history();
    List<ModelEvent> last = all.subList(Math.max(0, all.size() - limit), all.size());
    Routes.json(context, 200, ModelJson.events(last));
  }

  private void checkpoints(Context context) {
    Query.of(context, Set.of());
    Routes.json(context, 200, ModelJson.checkpoints(registry.checkpoints(CheckpointQuery.any())));
  }

  private <T> void change(
      RoutesConfig routes,
      String name,
      Function<ModelRequest, CompletableFuture<T>> call,
      Function<T, byte[]> answer) {
    routes.post(
        PATH + "/" + name,
        context -> {
          if (AdminDoor.isRefused(context, token)) {
            return;
          }
          ModelRequest body = ModelRequest.read(context.bodyAsBytes());
          CompletableFuture<T> result = call.apply(body);
          try {
            T done = result.get(body.timeoutMillis(), TimeUnit.MILLISECONDS);
            Routes.json(context, 200, answer.apply(done));
          } catch (TimeoutException e) {
            Routes.json(context, 202, pending(name, body.timeoutMillis()));
          } catch (ExecutionException e) {
            if (e.getCause() instanceof InferenceException failure) {
              failed(failure, context);
            } else {
              throw e;
            }
          }
        });
  }

  private static byte[] pending(String name, long millis) {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("pending", true);
          json.writeStringField(
              "detail",
              "not done within "
                  + millis
                  + " ms; it goes on, and the history will say what came of this "
                  + name);
          json.writeEndObject();
        });
  }

  static void failed(InferenceException failure, Context context) {
    Routes.json(
        context,
        status(failure.code()),
        Json.bytes(
            json -> {
              json.writeStartObject();
              json.writeStringField("error", String.valueOf(failure.getMessage()));
              json.writeStringField("code", failure.code().name());
              json.writeEndObject();
            }));
  }

  private static int status(ErrorCode code) {
    return switch (code) {
      case INVALID_CONFIGURATION -> 400;
      case NOT_FOUND -> 404;
      case CONFLICT, ILLEGAL_STATE -> 409;
      case MALFORMED_DATA,
          UNKNOWN_FORMAT,
          MALFORMED_MODEL,
          UNSUPPORTED_MODEL,
          SCHEMA_MISMATCH,
          VERIFICATION_FAILED ->
          422;
      case LIMIT_EXCEEDED, RESOURCE_UNAVAILABLE -> 503;
      case EXTERNAL_UNAVAILABLE, EXTERNAL_MISMATCH -> 502;
    };
  }
}
