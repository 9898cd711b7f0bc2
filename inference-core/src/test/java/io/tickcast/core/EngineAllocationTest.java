package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.CHANNEL;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tickcast.api.Delivery;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.FrameKind;
import io.tickcast.api.Input;
import io.tickcast.api.InputKind;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.RecordKind;
import io.tickcast.api.Refusals;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SinkBatch;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What one bar allocates: the array of its signal, and not a byte more. */
class EngineAllocationTest {
  private static final int WARM_UP = 20_000;
  private static final int ROUNDS = 5;
  private static final int MEASURED = 500;
  private static final List<String> NAMES = Messages.names(110);

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final ManualClock clock = ManualClock.ofMillis(0);

  /** Adds up the sizes of the signals, as the heap has them. */
  private static final class WeighingSink implements SignalSink {
    private long signals;
    private long heapBytes;

    @Override
    public Delivery delivery() {
      return Delivery.REAL_TIME;
    }

    @Override
    public Set<RecordKind> kinds() {
      return Set.of(RecordKind.SIGNAL);
    }

    @Override
    public void open() {}

    @Override
    public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
      signals++;
      heapBytes += (16 + batch.value(0).length + 7) / 8 * 8;
      return 1;
    }

    @Override
    public void close() {}
  }

  private byte[][] messages(Function<String, String> shape) {
    byte[][] messages = new byte[WARM_UP + ROUNDS * MEASURED][];
    for (int i = 0; i < messages.length; i++) {
      messages[i] = utf8(shape.apply(Messages.many(BAR + i * STEP, NAMES, i % 997)));
    }
    return messages;
  }

  private long allocated() {
    return threads.getCurrentThreadAllocatedBytes();
  }

  private void feed(InferenceEngine engine, byte[] message) {
    clock.set(clock.epochNanos() + STEP * 1_000_000L);
    FrameHandler frames = engine.frames();
    frames.onFrame(FrameKind.FEATURES, CHANNEL, message, clock.epochNanos());
    engine.runOnce();
  }

  /**
   * The bytes that are allocated beside the signals' arrays by the bars of a round: the least of
   * all rounds, because the JVM itself allocates a little now and then when it compiles.
   */
  private long surplus(byte[][] messages, double buy, double sell) {
    FixedModel model = FixedModel.classes(NAMES, buy, sell, 1 - buy - sell);
    ModelManifest manifest = FakeModelProvider.manifest("xgboost", "1.2.3", "EURUSD");
    return surplus(messages, model, manifest, OperationalConfig.defaults());
  }

  private long surplus(
      byte[][] messages, FixedModel model, ModelManifest manifest, OperationalConfig config) {
    WeighingSink sink = new WeighingSink();
    FakeModelProvider provider = new FakeModelProvider().with("m", model.forgetful());
    try (InferenceEngine engine =
        InferenceEngine.builder()
            .classLoader(Rig.NO_SERVICES)
            .modelProvider(provider)
            .config(config)
            .clock(clock)
            .sink("weighing", sink)
            .sink("journal reader", new ListSink(Delivery.ARCHIVE, RecordKind.SWAP))
            .build()) {
      engine.serve(engine.loadModel(FakeModelProvider.artifact("m", manifest)), "EURUSD", "5m");
      engine.open();
      clock.set(BAR * 1_000_000L + 250_000_000L - STEP * 1_000_000L);
      for (int i = 0; i < WARM_UP; i++) {
        feed(engine, messages[i]);
      }
      long least = Long.MAX_VALUE;
      for (int i = WARM_UP; i < messages.length; i += MEASURED) {
        least = Math.min(least, surplusOfRound(engine, sink, messages, i));
      }
      assertThat(engine.status().refused()).isEmpty();
      return least;
    }
  }

  private long surplusOfRound(
      InferenceEngine engine, WeighingSink sink, byte[][] messages, int from) {
    long signals = sink.signals;
    long heapBytes = sink.heapBytes;
    allocated();
    long measuring = -allocated() + allocated();
    long before = allocated();
    for (int i = from; i < from + MEASURED; i++) {
      feed(engine, messages[i]);
    }
    long after = allocated();
    assertThat(sink.signals - signals).isEqualTo(MEASURED);
    return after - before - measuring - (sink.heapBytes - heapBytes);
  }

  @Test
  void bar_oneHundredAndTenFeatures_allocatesItsSignalAlone() {
    byte[][] messages = messages(message -> message);
    assertThat(messages[0].length).isGreaterThan(2_500);
    assertThat(surplus(messages, 0.85, 0.1)).isZero();
  }

  @Test
  void bar_rowOfAnotherSymbolNameThatIsHeld_allocatesItsSignalAlone() {
    byte[][] messages =
        messages(
            message ->
                message
                    .replace("EURUSD", "C:EURUSD")
                    .replace("timestamp_ms", "time")
                    .replace("\"features\":{", "")
                    .replace("}}", "}"));
    assertThat(surplus(messages, 0.5, 0.3)).isZero();
  }

  private static Input state(String name, double scale, double clip) {
    return new Input("", InputKind.STATE, name, scale, clip);
  }

  private static ModelManifest manifest(String more) {
    return Manifests.parse(
        "{\"type\":\"ppo\",\"version\":\"1\",\"symbol\":\"EURUSD\",\"timeframe\":\"5m\""
            + more
            + "}",
        "m");
  }

  private static OperationalConfig onPaper() {
    PaperSettings paper = new PaperSettings(10_000, 0.0001);
    return OperationalConfig.defaults()
        .withTrading(TradingSettings.defaults().withFeed(PositionFeed.onPaper(paper)));
  }

  /** Twenty features and two items of the state, each scaled and clipped. */
  private static List<Input> observation() {
    List<Input> inputs = new ArrayList<>();
    NAMES.subList(0, 20).forEach(n -> inputs.add(new Input("", InputKind.FEATURE, n, 0.5, 3)));
    inputs.add(state("position", 1, Double.POSITIVE_INFINITY));
    inputs.add(state("unrealized_percent", 0.1, 10));
    return inputs;
  }

  @Test
  void bar_windowOfSeveralBarsWithState_allocatesItsSignalAlone() {
    List<Output> classes =
        Stream.of("buy", "sell", "hold").map(n -> Output.of(n, OutputRole.PROBABILITY)).toList();
    FixedModel model =
        new FixedModel(
            new ModelSignature(observation(), 16, classes, false),
            FixedModel.answer(0.85, 0.1, 0.05));
    byte[][] messages = messages(message -> message);
    assertThat(surplus(messages, model, manifest(",\"window\":16"), onPaper())).isZero();
  }

  private static OperationalConfig withFills() {
    PositionFeed fills =
        new PositionFeed(true, false, PositionFeed.Unconfirmed.EXITS, Optional.empty());
    return OperationalConfig.defaults().withTrading(TradingSettings.defaults().withFeed(fills));
  }

  private long surplusOfAgent(OperationalConfig config) {
    List<Output> outputs =
        List.of(
            Output.of("action", OutputRole.ACTION),
            Output.of("q_0", OutputRole.Q_VALUE),
            Output.of("q_1", OutputRole.Q_VALUE),
            Output.of("q_2", OutputRole.Q_VALUE));
    FixedModel agent =
        new FixedModel(
            new ModelSignature(observation(), 1, outputs, false), FixedModel.answer(1, 0, 5, 0));
    String output = ",\"output\":{\"kind\":\"action\",\"preset\":\"plain\"}";
    return surplus(messages(message -> message), agent, manifest(output), config);
  }

  @Test
  void bar_agentOnPaperThatHoldsItsPosition_allocatesItsSignalAlone() {
    assertThat(surplusOfAgent(onPaper())).isZero();
  }

  @Test
  void bar_agentThatEntersWithEachBar_allocatesItsSignalAlone() {
    assertThat(surplusOfAgent(withFills())).isZero();
  }
}
