package io.tickcast.core;

import io.tickcast.api.Delivery;
import io.tickcast.api.SourceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds out what stands against trading, one line each. <i>Stateless.</i> */
final class NotReady {
  private NotReady() {}

  /** Its state and its models. */
  static List<String> engine(EngineParts parts, String state) {
    List<String> reasons = new ArrayList<>();
    if (!state.equals("open") && !state.equals("running")) {
      reasons.add("the engine is " + state);
    }
    if (parts.served.isEmpty()) {
      reasons.add("no model is bound");
    }
    reasons.addAll(parts.registry.faults());
    return reasons;
  }

  /** Where bars come from, and where signals go. */
  static List<String> feed(EngineParts parts) {
    List<String> reasons = new ArrayList<>();
    long nowMillis = parts.nowMillis();
    parts.served.keySet().stream()
        .filter(series -> FeedSilence.isSilent(series, nowMillis))
        .map(series -> series.channel + " is silent")
        .sorted()
        .forEach(reasons::add);
    boolean bridged = parts.fallback.isPresent() && parts.fallback.get().bridges();
    for (SourceTap tap : parts.taps) {
      if (!bridged && tap.source.state() != SourceState.LIVE) {
        reasons.add(
            "source '"
                + tap.name
                + "' is "
                + tap.source.state().name().toLowerCase(Locale.ROOT)
                + " "
                + tap.source.detail());
      }
    }
    parts
        .fallback
        .map(Fallback::status)
        .filter(it -> it.mode().equals("hold"))
        .ifPresent(it -> reasons.add("fallback '" + it.name() + "': " + it.lastError()));
    for (SinkTap sink : parts.sinks) {
      if (sink.delivery == Delivery.REAL_TIME && !sink.checkFault().isEmpty()) {
        reasons.add("sink '" + sink.name + "': " + sink.checkFault());
      }
    }
    return reasons.stream().map(String::strip).toList();
  }
}
