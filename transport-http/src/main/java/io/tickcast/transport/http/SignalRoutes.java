package io.tickcast.transport.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tickcast.api.SignalType;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code /api/v1/signals}: the last decisions, newest first, with the signal that went out, if one
 * did. {@code /api/v1/predictions}: what the models put out for them.
 */
final class SignalRoutes implements Routes {
  private static final int DEFAULT_LIMIT = 200;
  private static final Set<String> PARAMETERS = Set.of("limit", "symbol", "type");
  private static final Pattern SYMBOL = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  private final DecisionRing ring;
  private final String run;

  SignalRoutes(DecisionRing ring, String run) {
    this.ring = ring;
    this.run = run;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(
        routes, "/api/v1/signals", context -> recent(context, "signals", DecisionJson::write));
    Routes.readable(
        routes,
        "/api/v1/predictions",
        context -> recent(context, "predictions", DecisionJson::prediction));
  }

  /** Writes one decision. */
  @FunctionalInterface
  private interface Entry {
    void write(JsonGenerator json, EventId id, DecisionSlot decision) throws IOException;
  }

  private void recent(Context context, String name, Entry entry) {
    Query query = Query.of(context, PARAMETERS);
    int limit = query.number("limit", 1, ring.capacity(), Math.min(DEFAULT_LIMIT, ring.capacity()));
    Predicate<DecisionSlot> wanted = symbol(query).and(type(query));
    RecentDecisions recent = RecentDecisions.of(ring, limit, wanted);
    Routes.json(context, 200, Json.bytes(json -> write(json, name, recent, entry)));
  }

  private static Predicate<DecisionSlot> symbol(Query query) {
    String symbol = query.value("symbol").orElse("");
    if (query.value("symbol").isEmpty()) {
      return decision -> true;
    }
    if (!SYMBOL.matcher(symbol).matches()) {
      throw Query.bad("symbol", "1 to 32 of A-Z 0-9 _ -", symbol);
    }
    String canonical = symbol.toUpperCase(Locale.ROOT);
    return decision -> decision.symbol.equals(canonical);
  }

  private static Predicate<DecisionSlot> type(Query query) {
    if (query.value("type").isEmpty()) {
      return decision -> true;
    }
    String code = query.value("type").get();
    SignalType type = SignalType.find(code).orElseThrow(() -> Query.bad("type", types(), code));
    return decision -> decision.type == type;
  }

  private static String types() {
    return Arrays.stream(SignalType.values())
        .map(SignalType::code)
        .collect(Collectors.joining(", ", "one of ", ""));
  }

  private void write(JsonGenerator json, String name, RecentDecisions recent, Entry entry)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("last_event_id", new EventId(run, recent.end()).toString());
    json.writeArrayFieldStart(name);
    for (RecentDecisions.Numbered decision : recent.decisions()) {
      entry.write(json, EventId.of(run, decision.sequence()), decision.slot());
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
