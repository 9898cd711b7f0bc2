package io.tickcast.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tickcast.api.Delivery;
import io.tickcast.api.FrameKind;
import io.tickcast.api.GoldenRows;
import io.tickcast.api.RecordKind;
import io.tickcast.api.Refusals;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SinkBatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends bars through an engine of no consequence before the real one opens: with its models and its
 * operational configuration, a clock of its own, and nobody who hears of it. Else the first real
 * bars would find the JVM loading and interpreting what decides them, and be late. <i>Confined.</i>
 */
final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceEngine.class);

  /** Enough for the JVM to compile what each of them runs through. */
  private static final int BARS = 10_000;

  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final long START_MILLIS = 1_600_000_000_000L;
  private static final double PRICE = 1;
  private static final double ATR = 0.001;

  private final InferenceEngine engine;
  private final ManualClock clock;
  private final String atrFeature;
  private final JsonWriter json = new JsonWriter(4_096);

  private Rehearsal(InferenceEngine engine, ManualClock clock, String atrFeature) {
    this.engine = engine;
    this.clock = clock;
    this.atrFeature = atrFeature;
  }

  /**
   * Runs bars through all models in turn, for a bounded number and time.
   *
   * @param config of the real engine
   * @param served what it serves; only borrowed
   * @return the number of bars that were decided
   */
  static long run(OperationalConfig config, Map<Series, LoadedModel> served) {
    if (served.isEmpty()) {
      return 0;
    }
    long started = System.nanoTime();
    ManualClock clock = ManualClock.ofMillis(START_MILLIS);
    InferenceEngineBuilder builder =
        InferenceEngine.builder()
            // Its models are loaded already.
            .classLoader(ClassLoader.getPlatformClassLoader())
            .config(config)
            .clock(clock)
            .sink("rehearsal", new Nowhere());
    builder.rehearses = true;
    try (InferenceEngine engine = builder.build()) {
      served.forEach((s, model) -> engine.serve(model, s.symbol, s.timeframe.code()));
      engine.open();
      if (config.trading().feed().account()) {
        byte[] account = "{\"equity\":1e4,\"cash\":1e4,\"timestamp_ms\":1}".getBytes(US_ASCII);
        engine.frames().onFrame(FrameKind.ACCOUNT, "account.state", account, clock.epochNanos());
      }
      Rehearsal rehearsal = new Rehearsal(engine, clock, config.signals().atrFeature());
      rehearsal.run(List.copyOf(served.entrySet()), started + LONGEST.toNanos());
      long bars = engine.status().bars();
      LOG.info("rehearsed {} bars in {} ms", bars, (System.nanoTime() - started) / 1_000_000);
      return bars;
    }
  }

  private void run(List<Map.Entry<Series, LoadedModel>> parts, long deadlineNanos) {
    for (int bar = 0; bar < BARS && System.nanoTime() < deadlineNanos; bar++) {
      Map.Entry<Series, LoadedModel> part = parts.get(bar % parts.size());
      clock.advance(Duration.ofMillis(1));
      Series series = part.getKey();
      engine
          .frames()
          .onFrame(
              FrameKind.FEATURES,
              series.channel,
              message(series, part.getValue(), bar / parts.size()),
              clock.epochNanos());
      engine.runOnce();
    }
  }

  /** A bar with the values of a golden row, or ones. */
  private byte[] message(Series series, LoadedModel model, int bar) {
    List<List<Double>> rows = model.golden().map(GoldenRows::rows).orElse(List.of());
    List<String> names = model.signature().inputNames();
    json.reset().raw('{').key("symbol").string(series.symbol);
    json.raw(',').key("timeframe").string(series.timeframe.code());
    json.raw(',').key("timestamp_ms").number(clock.epochNanos() / 1_000_000);
    json.raw(',').key("close").number(PRICE).raw(',').key("features").raw('{');
    for (int i = 0; i < names.size(); i++) {
      double value = rows.isEmpty() ? 1 : rows.get(bar % rows.size()).get(i);
      json.key(names.get(i));
      DecisionJson.number(json, value);
      json.raw(',');
    }
    if (!names.contains(atrFeature)) {
      json.key(atrFeature).number(ATR).raw(',');
    }
    return json.truncate(json.length() - 1).raw('}').raw('}').toExactArray();
  }

  /** Takes signals, and that is all. */
  private static final class Nowhere implements SignalSink {
    @Override
    public Delivery delivery() {
      return Delivery.REAL_TIME;
    }

    @Override
    public Set<RecordKind> kinds() {
      return Set.of(RecordKind.SIGNAL);
    }

    @Override
    public void open() {
      // There is nothing to open.
    }

    @Override
    public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
      return batch.size();
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }
}
