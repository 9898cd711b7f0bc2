package io.tickcast.core;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.OneLine;
import io.tickcast.api.RecordKind;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SignalSinkProvider;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes {@link JsonLinesSink}s: sink {@code jsonl}, options {@code file} and {@code kinds} (a list
 * with commas, {@code SIGNAL,PREDICTION} when not set). <i>Thread-safe.</i>
 */
public final class JsonLinesSinkProvider implements SignalSinkProvider {
  private static final Set<String> OPTIONS = Set.of("file", "kinds");
  private static final List<String> KINDS =
      Arrays.stream(RecordKind.values()).map(RecordKind::name).toList();

  /** Creates the provider. */
  public JsonLinesSinkProvider() {}

  @Override
  public String name() {
    return "jsonl";
  }

  @Override
  public SignalSink create(ComponentConfig config) {
    config.refuseUnknown(OPTIONS);
    return new JsonLinesSink(Options.path(config, "file"), kinds(config));
  }

  private static Set<RecordKind> kinds(ComponentConfig config) {
    Set<RecordKind> kinds = EnumSet.noneOf(RecordKind.class);
    for (String word : config.optional("kinds", "SIGNAL,PREDICTION").split(",", -1)) {
      String name = word.strip().toUpperCase(Locale.ROOT);
      if (!KINDS.contains(name)) {
        throw Checks.invalid(
            config.name() + ": kinds",
            "a list of " + String.join(", ", KINDS),
            OneLine.quote(word) + Nearest.suggestion(name, KINDS));
      }
      kinds.add(RecordKind.valueOf(name));
    }
    return kinds;
  }
}
