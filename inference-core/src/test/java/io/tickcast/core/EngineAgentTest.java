package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.InputKind;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.SignalType;
import io.tickcast.core.Heard.Decided;
import io.tickcast.journal.JournalConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents that observe the state of their lane, and act by codes, targets or orders. */
class EngineAgentTest {
  private static final PaperSettings PAPER = new PaperSettings(10_000, 0.001);

  @TempDir private Path folder;

  private static FixedModel agent(List<String> states, String... outputs) {
    List<Input> inputs =
        Stream.concat(
                Stream.of(Input.feature("rsi_14")),
                states.stream()
                    .map(n -> new Input("", InputKind.STATE, n, 1, Double.POSITIVE_INFINITY)))
            .toList();
    List<Output> all = new ArrayList<>();
    for (String name : outputs) {
      all.add(
          Output.of(
              name,
              name.startsWith("q_")
                  ? OutputRole.Q_VALUE
                  : name.startsWith("p_") ? OutputRole.ACTION_PROBABILITY : OutputRole.ACTION));
    }
    return new FixedModel(
        new ModelSignature(inputs, 1, all, false), FixedModel.answer(new double[outputs.length]));
  }

  private static ModelArtifact artifact(String output) {
    return FakeModelProvider.artifact(
        "agent",
        Manifests.parse(
            "{\"type\":\"ppo\",\"version\":\"1\",\"symbol\":\"EURUSD\",\"timeframe\":\"5m\",\"output\":"
                + output
                + "}",
            "m"));
  }

  private static OperationalConfig config(PositionFeed feed) {
    SignalSettings d = SignalSettings.defaults();
    return OperationalConfig.defaults()
        .withSignals(
            new SignalSettings(
                true, true, 2, 3, "atr_14", 1000, SizeUnit.UNITS, d.signalValidity()))
        .withInference(InferenceSettings.defaults().withConfidenceThreshold(0.2))
        .withTrading(
            TradingSettings.defaults()
                .withFeed(feed)
                .withRules(
                    new PositionRules(
                        true,
                        PositionRules.Opposite.ENTRY,
                        Optional.empty(),
                        Optional.empty(),
                        0)));
  }

  private static Rig rig(FixedModel agent, String output, PositionFeed feed) {
    Rig rig = new Rig(builder -> builder.config(config(feed)));
    rig.engine.serve(rig.load("agent", agent, artifact(output)), "EURUSD", "5m");
    rig.engine.open();
    return rig;
  }

  private static Decided bar(Rig rig, int number, double price) {
    return bar(rig, number, price, 50);
  }

  private static Decided bar(Rig rig, int number, double price, int rsi) {
    long time = BAR + number * STEP;
    String message =
        "{\"symbol\":\"EURUSD\",\"timeframe\":\"5m\",\"timestamp_ms\":"
            + time
            + ",\"close\":"
            + price
            + ",\"features\":{\"rsi_14\":"
            + rsi
            + ",\"atr_14\":0.01}}";
    return rig.at(time).bar(message).heard.last();
  }

  private static final PositionFeed FILLS =
      new PositionFeed(true, false, PositionFeed.Unconfirmed.EXITS, Optional.empty());

  @Test
  void bar_onPaper_observesWhatItsOwnSignalsCameTo() {
    List<String> items =
        List.of(
            "position",
            "position_freqai",
            "position_size",
            "entry_price",
            "unrealized_profit",
            "unrealized_percent",
            "unrealized_atr",
            "bars_held",
            "trade_duration",
            "cash",
            "equity",
            "drawdown");
    FixedModel agent = agent(items, "action");
    try (Rig rig =
        rig(
            agent,
            "{\"kind\":\"action\",\"preset\":\"freqai_base5\"}",
            PositionFeed.onPaper(PAPER))) {
      agent.answers(1);
      assertThat(bar(rig, 0, 1.0).type()).isEqualTo(SignalType.BUY);
      agent.answers(0);
      bar(rig, 1, 1.1);
      agent.answers(2);
      assertThat(bar(rig, 2, 1.05).type()).isEqualTo(SignalType.CLOSE_LONG);
      agent.answers(0);
      bar(rig, 3, 1.2);
      assertThat(agent.seen.get(0))
          .containsExactly(50, 0, 0.5, 0, 0, 0, 0, 0, 0, 0, 10_000, 10_000, 0);
      assertThat(agent.seen.get(1))
          .usingComparatorWithPrecision(1e-9)
          .containsExactly(50, 1, 1, 1000, 1.0, 100, 10, 10, 1, 0, 8_999, 10_099, 0);
      assertThat(agent.seen.get(2))
          .usingComparatorWithPrecision(1e-9)
          .containsExactly(50, 1, 1, 1000, 1.0, 50, 5, 5, 2, 1, 8_999, 10_049, 50 / 10_099.0);
      assertThat(agent.seen.get(3))
          .usingComparatorWithPrecision(1e-9)
          .containsExactly(
              50, 0, 0.5, 0, 0, 0, 0, 0, 0, 0, 10_047.95, 10_047.95, (10_099 - 10_047.95) / 10_099);
    }
  }

  @Test
  void bar_withFillsAndAccount_observesThem() {
    FixedModel agent =
        agent(
            List.of("position_signed", "equity_return", "hour_of_day", "day_of_week"),
            "action",
            "p_0",
            "p_1",
            "p_2");
    PositionFeed feed =
        new PositionFeed(true, true, PositionFeed.Unconfirmed.EXITS, Optional.empty());
    try (Rig rig = rig(agent, "{\"kind\":\"action\",\"preset\":\"plain\"}", feed)) {
      agent.answers(2, 0.1, 0.2, 0.7);
      assertThat(bar(rig, 0, 1).gates()).containsExactly("missing_feature:equity_return");
      account(rig, 1000, 1);
      account(rig, 1100, 2);
      account(rig, 5000, 1);
      rig.frame(
          FrameKind.FILL,
          "orders.filled.EURUSD",
          utf8(
              "{\"fill_id\":\"1\",\"symbol\":\"EURUSD\",\"side\":\"sell\",\"quantity\":3,\"price\":1,\"timestamp_ms\":1}"));
      Decided decided = bar(rig, 1, 1);
      assertThat(decided.type()).isEqualTo(SignalType.SELL);
      assertThat(decided.confidence()).isEqualTo(0.7);
      // Sunday, the 19th of October 2025, 10:00.
      assertThat(agent.seen.get(0))
          .usingComparatorWithPrecision(1e-12)
          .containsExactly(50, -3, 0.1, 10, 6);
    }
  }

  private static void account(Rig rig, double equity, long time) {
    rig.frame(
        FrameKind.ACCOUNT,
        "account.state",
        utf8("{\"equity\":" + equity + ",\"cash\":1,\"timestamp_ms\":" + time + "}"));
  }

  @Test
  void bar_valuesOfCodes_giveASoftmaxByTemperature() {
    FixedModel agent = agent(List.of(), "q_0", "q_1", "q_2");
    try (Rig rig =
        rig(
            agent,
            "{\"kind\":\"action\",\"temperature\":0.5,\"signals\":{\"0\":\"hold\",\"1\":\"buy\",\"2\":\"sell\"}}",
            PositionFeed.defaults())) {
      agent.answers(1, 2, 0);
      Decided decided = bar(rig, 0, 1);
      assertThat(decided.type()).isEqualTo(SignalType.BUY);
      double expected = 1 / (1 + Math.exp(-2) + Math.exp(-4));
      assertThat(decided.confidence())
          .isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-12));
      agent.answers(2, 2, 0);
      assertThat(bar(rig, 1, 1).gates()).containsExactly("tie:");
    }
  }

  @Test
  void bar_codeWithoutMeaning_isHeld() {
    FixedModel agent = agent(List.of(), "action");
    try (Rig rig =
        rig(agent, "{\"kind\":\"action\",\"preset\":\"plain\"}", PositionFeed.defaults())) {
      for (double code : new double[] {3, -1, 0.5}) {
        agent.answers(code);
        assertThat(bar(rig, rig.heard.decisions.size(), 1).gates())
            .containsExactly("action:unknown code");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // position, action, type, size
    "0, 0.5, buy, 500",
    "0, -1, sell, 1000",
    "0, 0.05, hold, 0",
    "500, 0.5, hold, 0",
    "500, 0.55, hold, 0",
    "500, 0.75, buy, 250",
    "500, 0.05, close_long, 500",
    "500, -0.9, close_long, 500",
    "-500, 0.9, close_short, 500",
    "500, 0.3, hold, 0"
  })
  void bar_targetPosition_movesTowardsIt(double position, double action, String type, double size) {
    FixedModel agent = agent(List.of(), "action_0");
    try (Rig rig = rig(agent, "{\"kind\":\"target_position\",\"dead_band\":0.1}", FILLS)) {
      position(rig, position);
      agent.answers(action);
      Decided decided = bar(rig, 0, 1);
      assertThat(decided.type().code()).isEqualTo(type);
      assertThat(decided.size()).isEqualTo(size);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "hold, 0, 0.5, buy, 1000",
    "hold, 1000, 0.5, buy, 1000",
    "hold, 1000, -0.5, close_long, 1000",
    "hold, 1000, -0.25, hold, 0",
    "close, 1000, -0.25, close_long, 1000",
    "hold, -1000, 1, close_short, 1000"
  })
  void bar_orderSize_isOneOrder(
      String reduction, double position, double action, String type, double size) {
    FixedModel agent = agent(List.of(), "action_0");
    String output =
        "{\"kind\":\"order_size\",\"dead_band\":0.1,\"size\":2000,\"reduction\":\""
            + reduction
            + "\"}";
    try (Rig rig = rig(agent, output, FILLS)) {
      position(rig, position);
      agent.answers(action);
      Decided decided = bar(rig, 0, 1);
      assertThat(decided.type().code()).isEqualTo(type);
      assertThat(decided.size()).isEqualTo(size);
    }
  }

  private static void position(Rig rig, double position) {
    if (position != 0) {
      rig.frame(
          FrameKind.FILL,
          "orders.filled.EURUSD",
          utf8(
              "{\"fill_id\":\"1\",\"symbol\":\"EURUSD\",\"side\":\""
                  + (position > 0 ? "buy" : "sell")
                  + "\",\"quantity\":"
                  + Math.abs(position)
                  + ",\"price\":1,\"timestamp_ms\":1}"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "position|{\"kind\":\"action\",\"preset\":\"plain\"}|expected a feed of fills (trading.fills) or paper trading (trading.paper) for 'position', found neither",
        "equity|{\"kind\":\"action\",\"preset\":\"plain\"}|expected a feed of account states (trading.account) or paper trading (trading.paper) for 'equity', found neither",
        "hour_sin|{\"kind\":\"target_position\"}|for 'output.kind', found neither",
        "hour_sin|{\"kind\":\"action\",\"preset\":\"freqai_base4\"}|for 'output.kind', found neither",
        "postion|{\"kind\":\"action\",\"preset\":\"plain\"}|expected a state item of position position_freqai",
        "hour_sin|{\"kind\":\"action\"}|expected a signal type (buy, sell, hold, close_long, close_short, close) for each action code"
      })
  void load_whatNobodyFeedsOrDeclares_isRefusedByName(String item, String output, String message) {
    FixedModel agent = agent(List.of(item), "action");
    try (Rig rig = new Rig()) {
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(() -> rig.load("agent", agent, artifact(output)))
          .withMessageContaining(message);
    }
  }

  @Test
  void replay_episodesOnPaperOverRestarts_areIdentical() {
    List<String> items =
        List.of("position", "unrealized_return", "bars_held", "equity", "drawdown");
    JournalSettings journal =
        JournalSettings.of(JournalConfig.of(folder.resolve("journal"))).withInputs();
    String output = "{\"kind\":\"action\",\"preset\":\"freqai_base5\"}";
    for (int life = 0; life < 3; life++) {
      FixedModel agent = agent(items, "action");
      agent.answers((in, out) -> out[0] = (int) (in[0] + 3 * in[1] + in[3]) % 5);
      OperationalConfig config = config(PositionFeed.onPaper(PAPER));
      try (Rig rig = new Rig(builder -> builder.config(config).journal(journal))) {
        rig.engine.serve(rig.load("agent", agent, artifact(output)), "EURUSD", "5m");
        rig.engine.open();
        for (int i = 0; i < 40; i++) {
          bar(rig, life * 40 + i, 1 + 0.01 * (i * 7 % 11), i);
        }
        assertThat(rig.engine.status().signals().get("close_long")).isPositive();
      }
    }
    FixedModel agent = agent(items, "action");
    agent.answers((in, out) -> out[0] = (int) (in[0] + 3 * in[1] + in[3]) % 5);
    FakeModelProvider provider = new FakeModelProvider().with("agent", agent);
    InferenceEngineBuilder builder =
        InferenceEngine.builder()
            .classLoader(Rig.NO_SERVICES)
            .modelProvider(provider)
            .config(config(PositionFeed.onPaper(PAPER)));
    try (JournalReplay replay =
        JournalReplay.of(
            builder, engine -> engine.serve(engine.loadModel(artifact(output)), "EURUSD", "5m"))) {
      JournalReplay.Report report = replay.run(folder.resolve("journal"), records -> {});
      assertThat(report.decisions()).isEqualTo(120);
      assertThat(report.differences()).isEmpty();
    }
  }
}
