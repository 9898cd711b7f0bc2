package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickcast.api.SignalType;
import io.tickcast.core.EngineStatus;
import io.tickcast.core.EngineStatus.LatencyStatus;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run has done.
 *
 * @param bars bars that were decided
 * @param signals published signals by type
 * @param refused refused frames by reason
 * @param latency from receipt to decision
 */
record RunSummary(
    long bars, Map<String, Long> signals, Map<String, Long> refused, LatencyStatus latency) {
  static RunSummary of(EngineStatus status) {
    return new RunSummary(status.bars(), status.signals(), status.refused(), status.latency());
  }

  /** One JSON object on one line, by the contract of {@code demo --once --json}. */
  String json() {
    ObjectNode object = new ObjectMapper().createObjectNode();
    object.put("bars", bars);
    ObjectNode types = object.putObject("signals");
    for (SignalType type : SignalType.values()) {
      types.put(type.code(), signals.getOrDefault(type.code(), 0L));
    }
    ObjectNode reasons = object.putObject("refused");
    refused.forEach(reasons::put);
    object
        .putObject("latency_us")
        .put("p50", latency.p50())
        .put("p99", latency.p99())
        .put("max", latency.max());
    return object.toString();
  }

  /** Two lines for people. */
  String text() {
    return String.format(
        Locale.ROOT,
        "%,d bars: %s; refused: %s%nlatency from receipt to decision: p50 %.0f us, p99 %.0f us,"
            + " max %.0f us",
        bars,
        counts(signals),
        counts(refused),
        latency.p50(),
        latency.p99(),
        latency.max());
  }

  private static String counts(Map<String, Long> counts) {
    String text =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey()))
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "none" : text;
  }
}
