package io.tickcast.core;

import io.tickcast.api.Outcome;
import io.tickcast.api.SignalType;
import io.tickcast.core.EngineStatus.LatencyStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What an engine has counted since it was made. <i>Thread-safe.</i> */
final class Counters {
  private static final long LONGEST_NANOS = 60_000_000_000L;
  private static final int DIGITS = 3;
  private static final double NANOS_IN_MICRO = 1e3;

  private final LongAdder bars = new LongAdder();
  private final LongAdder[] signals = adders(SignalType.values().length);
  private final LongAdder[] outcomes = adders(Outcome.values().length);
  private final LongAdder[] refused = adders(RefusalReason.values().length);
  private final AtomicReferenceArray<String> lastRefused =
      new AtomicReferenceArray<>(RefusalReason.values().length);
  private final Recorder recorder = new Recorder(LONGEST_NANOS, DIGITS);
  private final Histogram latencies = new Histogram(LONGEST_NANOS, DIGITS);

  private static LongAdder[] adders(int count) {
    LongAdder[] adders = new LongAdder[count];
    for (int i = 0; i < count; i++) {
      adders[i] = new LongAdder();
    }
    return adders;
  }

  void decided(Decision decision) {
    bars.increment();
    outcomes[decision.outcome.ordinal()].increment();
    if (decision.signal.length > 0) {
      signals[decision.type.ordinal()].increment();
    }
    if (decision.config.monitoring().trackLatency()) {
      long nanos = decision.decidedAtNanos - decision.receivedAtNanos;
      recorder.recordValue(Math.min(Math.max(nanos, 0), LONGEST_NANOS));
    }
  }

  void refused(RefusalReason reason) {
    refused[reason.ordinal()].increment();
  }

  void lastRefused(RefusalReason reason, String example) {
    lastRefused.set(reason.ordinal(), example);
  }

  long bars() {
    return bars.sum();
  }

  Map<String, Long> signals() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (SignalType type : SignalType.values()) {
      counts.put(type.code(), signals[type.ordinal()].sum());
    }
    return counts;
  }

  Map<String, Long> outcomes() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome.code(), outcomes[outcome.ordinal()].sum());
    }
    return counts;
  }

  Map<String, Long> refused() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (RefusalReason reason : RefusalReason.values()) {
      long count = refused[reason.ordinal()].sum();
      if (count > 0) {
        counts.put(reason.code(), count);
      }
    }
    return counts;
  }

  Map<String, String> lastRefused() {
    Map<String, String> examples = new LinkedHashMap<>();
    for (RefusalReason reason : RefusalReason.values()) {
      String example = lastRefused.get(reason.ordinal());
      if (example != null) {
        examples.put(reason.code(), example);
      }
    }
    return examples;
  }

  synchronized LatencyStatus latency() {
    latencies.add(recorder.getIntervalHistogram());
    long count = latencies.getTotalCount();
    if (count == 0) {
      return new LatencyStatus(0, 0, 0, 0);
    }
    return new LatencyStatus(
        count,
        latencies.getValueAtPercentile(50) / NANOS_IN_MICRO,
        latencies.getValueAtPercentile(99) / NANOS_IN_MICRO,
        latencies.getMaxValue() / NANOS_IN_MICRO);
  }
}
