package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.RecordKind;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SourceState;
import io.tickcast.api.Timeframe;
import io.tickcast.tck.ListBatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Drives sources and sinks by hand, as the engine does. */
final class Rig {
  static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration BETWEEN = Duration.ofMillis(5);
  private static final AtomicLong SEQUENCE = new AtomicLong();

  private Rig() {}

  static ComponentConfig config(Map<String, String> options) {
    EpochNanoClock clock = () -> 1_760_867_700_123_456_789L;
    return new ComponentConfig("the rig", options, clock);
  }

  static FeatureSource source(Map<String, String> options) {
    return new NatsFeatureSourceProvider().create(config(options));
  }

  static SignalSink sink(Map<String, String> options) {
    return new NatsSignalSinkProvider().create(config(options));
  }

  /** An open source that is live. */
  static FeatureSource liveSource(Map<String, String> options) {
    FeatureSource source = source(options);
    source.open();
    awaitState(source, SourceState.LIVE);
    return source;
  }

  /** An open sink that takes signals; one was published on {@code signals.READY}. */
  static SignalSink readySink(Map<String, String> options) {
    SignalSink sink = sink(options);
    sink.open();
    awaitTaken(sink, "READY", "{}");
    return sink;
  }

  static void awaitState(FeatureSource source, SourceState state) {
    await()
        .atMost(PATIENCE)
        .pollInterval(BETWEEN)
        .untilAsserted(() -> assertThat(source.state()).as(source.detail()).isEqualTo(state));
  }

  static void awaitDetail(FeatureSource source, String part) {
    await()
        .atMost(PATIENCE)
        .pollInterval(BETWEEN)
        .untilAsserted(() -> assertThat(source.detail()).contains(part));
  }

  static void awaitDetail(SignalSink sink, String part) {
    await()
        .atMost(PATIENCE)
        .pollInterval(BETWEEN)
        .untilAsserted(() -> assertThat(sink.detail()).contains(part));
  }

  /** Polls until so many frames were received. */
  static void awaitFrames(FeatureSource source, Frames frames, int count) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (frames.size() < count && System.nanoTime() - deadline < 0) {
      source.poll(frames, 256, Duration.ofMillis(20));
    }
    assertThat(frames.size()).as(source.detail()).isGreaterThanOrEqualTo(count);
  }

  /** Writes a signal until it is taken. */
  static void awaitTaken(SignalSink sink, String symbol, String value) {
    await()
        .atMost(PATIENCE)
        .pollInterval(BETWEEN)
        .untilAsserted(() -> assertThat(write(sink, symbol, value)).as(sink.detail()).isEqualTo(1));
  }

  /** Writes one signal once; no refusal is expected. */
  static int write(SignalSink sink, String symbol, String value) {
    return write(sink, symbol, value.getBytes(StandardCharsets.UTF_8));
  }

  static int write(SignalSink sink, String symbol, byte[] value) {
    return sink.write(
        ListBatch.of(signal(symbol, value)),
        Duration.ZERO,
        (index, reason) -> {
          throw new AssertionError("expected no refusal, found: " + reason);
        });
  }

  static ListBatch.Record signal(String symbol, byte[] value) {
    long sequence = SEQUENCE.incrementAndGet();
    return new ListBatch.Record(
        RecordKind.SIGNAL, sequence, symbol, Timeframe.M5, 1, sequence, value);
  }
}
