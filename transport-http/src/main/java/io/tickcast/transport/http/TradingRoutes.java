package io.tickcast.transport.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tickcast.api.InferenceException;
import io.tickcast.core.EngineStatus;
import io.tickcast.core.TradingState;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /api/v1/trading-state}: what the engine may do at all, for everybody; a change for those
 * who show the admin token.
 */
final class TradingRoutes implements Routes {
  private static final Logger log = LoggerFactory.getLogger(TradingRoutes.class);
  private static final String PATH = "/api/v1/trading-state";
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Supplier<EngineStatus> status;
  private final Consumer<TradingState> set;
  private final AdminToken token;

  TradingRoutes(Supplier<EngineStatus> status, Consumer<TradingState> set, AdminToken token) {
    this.status = status;
    this.set = set;
    this.token = token;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(
        routes,
        PATH,
        context -> {
          Query.of(context, Set.of());
          answer(context);
        });
    routes.post(PATH, this::change);
  }

  private void change(Context context) {
    if (AdminDoor.isRefused(context, token)) {
      return;
    }
    try {
      TradingState wanted = read(context.bodyAsBytes());
      log.warn("trading state {} is asked for over HTTP", wanted.code());
      set.accept(wanted);
      answer(context);
    } catch (InferenceException | IllegalArgumentException e) {
      Routes.json(context, 400, Json.error(String.valueOf(e.getMessage())));
    }
  }

  /** {@code {"state": "reducing"}}. */
  private static TradingState read(byte[] body) {
    try (JsonParser json = FACTORY.createParser(body)) {
      boolean state =
          json.nextToken() == JsonToken.START_OBJECT
              && json.nextToken() == JsonToken.FIELD_NAME
              && json.currentName().equals("state")
              && json.nextToken() == JsonToken.VALUE_STRING;
      String word = state ? json.getText() : "";
      if (state && json.nextToken() == JsonToken.END_OBJECT && json.nextToken() == null) {
        return TradingState.of(word);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("body: expected JSON, found other text", e);
    }
    throw new IllegalArgumentException(
        "body: expected {\"state\":\"active|reducing|halted\"}, found something else");
  }

  /** What is in force: the configuration may allow less than what was asked for. */
  private void answer(Context context) {
    String state = status.get().trading().code();
    byte[] body =
        Json.bytes(
            json -> {
              json.writeStartObject();
              json.writeStringField("state", state);
              json.writeEndObject();
            });
    Routes.json(context, 200, body);
  }
}
