package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.CHANNEL;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.nested;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.SignalType;
import io.tickcast.journal.JournalConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that see several bars. */
class EngineWindowTest {
  private static final List<Input> INPUTS = List.of(Input.feature("a"), Input.feature("b"));

  @TempDir private Path folder;
  private FixedModel model = model();

  private static FixedModel model() {
    ModelSignature signature =
        new ModelSignature(
            INPUTS,
            3,
            List.of("buy", "sell", "hold").stream()
                .map(name -> Output.of(name, OutputRole.PROBABILITY))
                .toList(),
            false);
    return new FixedModel(signature, FixedModel.answer(0.85, 0.1, 0.05));
  }

  private static ModelArtifact artifact(String more) {
    String json =
        "{\"type\":\"lstm\",\"version\":\"1\",\"symbol\":\"EURUSD\",\"timeframe\":\"5m\",\"window\":3"
            + more
            + "}";
    return FakeModelProvider.artifact("model", Manifests.parse(json, "m"));
  }

  private Rig rig(String more, Consumer<InferenceEngineBuilder> builder) {
    Rig rig = new Rig(builder);
    rig.engine.serve(rig.load("model", model, artifact(more)), "EURUSD", "5m");
    return rig;
  }

  private Rig opened(String more) {
    Rig rig = rig(more, builder -> {});
    rig.engine.open();
    return rig;
  }

  private static String message(int bar) {
    return nested(BAR + bar * STEP, "\"a\":" + bar + ",\"b\":" + (bar + 0.5) + ",\"atr_14\":0.001");
  }

  private static Heard.Decided bar(Rig rig, int bar) {
    return rig.at(BAR + bar * STEP).bar(message(bar)).heard.last();
  }

  private static double[] window(int... bars) {
    return java.util.Arrays.stream(bars)
        .asDoubleStream()
        .flatMap(bar -> DoubleStream.of(bar, bar + 0.5))
        .toArray();
  }

  @Test
  void bar_beforeTheWindowIsFull_isHeldWithWhatThereIs() {
    try (Rig rig = opened("")) {
      for (int i = 0; i < 2; i++) {
        assertThat(bar(rig, i).type()).isEqualTo(SignalType.HOLD);
        assertThat(rig.heard.last().signal())
            .contains("\"reason\":\"window\"", "\"value\":" + (i + 1), "\"threshold\":3");
      }
      assertThat(model.seen).isEmpty();
      assertThat(bar(rig, 2).type()).isEqualTo(SignalType.BUY);
      assertThat(bar(rig, 3).type()).isEqualTo(SignalType.BUY);
      assertThat(model.seen).containsExactly(window(0, 1, 2), window(1, 2, 3));
    }
  }

  @Test
  void bar_inAnotherOrder_isLaidOutAsTheManifestSays() {
    try (Rig rig = opened(",\"window_order\":\"newest_first\",\"window_layout\":\"features\"")) {
      for (int i = 0; i < 3; i++) {
        bar(rig, i);
      }
      assertThat(model.seen).containsExactly(new double[] {2, 1, 0, 2.5, 1.5, 0.5});
    }
  }

  @ParameterizedTest
  @CsvSource({
    "hold, 'hold,buy,buy', '1,2,4,2,4,5,4,5,6'",
    "reset, 'hold,hold,buy', '4,5,6'",
    "carry, 'buy,buy,buy', '2,2,4,2,4,5,4,5,6'"
  })
  void bar_afterAMissingOne_followsThePolicy(String gap, String expected, String last) {
    try (Rig rig = opened(",\"window_gap\":\"" + gap + "\"")) {
      for (int i = 0; i < 3; i++) {
        bar(rig, i);
      }
      model.seen.clear();
      List<String> types = List.of(4, 5, 6).stream().map(i -> bar(rig, i).type().code()).toList();
      assertThat(String.join(",", types)).isEqualTo(expected);
      int[] bars = java.util.Arrays.stream(last.split(",")).mapToInt(Integer::parseInt).toArray();
      int[] newest = java.util.Arrays.copyOfRange(bars, bars.length - 3, bars.length);
      assertThat(model.seen.get(model.seen.size() - 1)).isEqualTo(window(newest));
      assertThat(model.seen).hasSize((int) types.stream().filter("buy"::equals).count());
    }
  }

  @Test
  void bar_afterAGapAsLongAsTheWindow_beginsAnew() {
    try (Rig rig = opened("")) {
      for (int i = 0; i < 3; i++) {
        bar(rig, i);
      }
      assertThat(bar(rig, 6).gates()).containsExactly("window:bars");
    }
  }

  @Test
  void bar_afterAWeekend_isNoGap() {
    Instrument fx =
        new Instrument(
            "EURUSD",
            List.of(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.of(TradingCalendar.fx()));
    // Friday 2025-10-24 17:00 in New York, and Sunday 17:05.
    long friday = 1_761_339_600_000L;
    long sunday = 1_761_512_400_000L + STEP;
    try (Rig rig = rig("", builder -> builder.instruments(List.of(fx)))) {
      rig.engine.open();
      for (long time : new long[] {friday - STEP, friday, sunday}) {
        rig.at(time).bar(nested(time, "\"a\":1,\"b\":2,\"atr_14\":0.001"));
      }
      assertThat(rig.heard.last().type()).isEqualTo(SignalType.BUY);
    }
  }

  @Test
  void bar_withAMissingInput_holdsUntilItHasLeftTheWindow() {
    try (Rig rig = opened("")) {
      bar(rig, 0);
      rig.at(BAR + STEP).bar(nested(BAR + STEP, "\"b\":1,\"atr_14\":0.001"));
      assertThat(bar(rig, 2).gates()).containsExactly("missing_feature:a");
      assertThat(bar(rig, 3).gates()).containsExactly("missing_feature:a");
      assertThat(bar(rig, 4).type()).isEqualTo(SignalType.BUY);
    }
  }

  @Test
  void open_withHistory_decidesTheFirstBar() {
    ManualClock clock = ManualClock.ofMillis(BAR + 3 * STEP + 250);
    PastBars past = new PastBars(clock);
    for (int i = 0; i < 4; i++) {
      past.add(CHANNEL, BAR + i * STEP, message(i));
    }
    OperationalConfig config =
        OperationalConfig.defaults().withFallback(FallbackSettings.defaults());
    try (Rig rig = rig("", builder -> builder.fallback(past).config(config))) {
      rig.at(BAR + 3 * STEP);
      rig.engine.open();
      assertThat(past.queries.get(0).bars()).isEqualTo(3);
      bar(rig, 3);
      bar(rig, 4);
      assertThat(model.seen).containsExactly(window(1, 2, 3), window(2, 3, 4));
    }
  }

  @Test
  void open_historyThatDoesNotAnswer_isSaidAndHolds() {
    PastBars past = new PastBars(ManualClock.ofMillis(BAR));
    past.fails(new InferenceException(ErrorCode.EXTERNAL_UNAVAILABLE, "expected an answer"));
    OperationalConfig config =
        OperationalConfig.defaults().withFallback(FallbackSettings.defaults());
    try (Rig rig = rig("", builder -> builder.fallback(past).config(config))) {
      rig.engine.open();
      assertThat(rig.heard.alerts.get(0)).contains("windows_not_warm", CHANNEL);
      assertThat(bar(rig, 0).gates()).containsExactly("window:bars");
    }
  }

  private JournalSettings journal() {
    return JournalSettings.of(JournalConfig.of(folder.resolve("journal"))).withInputs();
  }

  @Test
  void restart_window_goesOnWhereItWas() {
    try (Rig first = rig("", builder -> builder.journal(journal()))) {
      first.engine.open();
      bar(first, 0);
      bar(first, 1);
    }
    model = model();
    try (Rig second = rig("", builder -> builder.journal(journal()))) {
      second.engine.open();
      assertThat(bar(second, 2).type()).isEqualTo(SignalType.BUY);
      assertThat(model.seen).containsExactly(window(0, 1, 2));
    }
  }

  @Test
  void replay_windowsOverRestartsAndThePast_isIdentical() {
    OperationalConfig config =
        OperationalConfig.defaults().withFallback(FallbackSettings.defaults());
    for (int life = 0; life < 3; life++) {
      int from = life * 10;
      PastBars past = new PastBars(ManualClock.ofMillis(BAR));
      past.add(CHANNEL, BAR + (from - 2) * STEP, message(from - 2));
      past.add(CHANNEL, BAR + (from - 1) * STEP, message(from - 1));
      model = model();
      try (Rig rig =
          rig(
              ",\"window_gap\":\"carry\"",
              builder -> builder.journal(journal()).fallback(past).config(config))) {
        rig.at(BAR + from * STEP);
        rig.engine.open();
        for (int i = 0; i < 6; i++) {
          bar(rig, from + i + i / 4);
        }
      }
    }
    FakeModelProvider provider = new FakeModelProvider().with("model", model());
    InferenceEngineBuilder builder =
        InferenceEngine.builder()
            .classLoader(Rig.NO_SERVICES)
            .modelProvider(provider)
            .config(config);
    try (JournalReplay replay =
        JournalReplay.of(
            builder,
            engine ->
                engine.serve(
                    engine.loadModel(artifact(",\"window_gap\":\"carry\"")), "EURUSD", "5m"))) {
      JournalReplay.Report report = replay.run(folder.resolve("journal"), records -> {});
      assertThat(report.decisions()).isEqualTo(18);
      assertThat(report.differences()).isEmpty();
    }
  }

  @Test
  void swap_modelOfTheSameInputs_takesTheWindowOver() {
    try (Rig rig = opened("")) {
      for (int i = 0; i < 3; i++) {
        bar(rig, i);
      }
      FixedModel next = model();
      rig.engine.serve(
          rig.load(
              "next",
              next,
              FakeModelProvider.artifact(
                  "next",
                  Manifests.parse("{\"type\":\"lstm\",\"version\":\"2\",\"window\":3}", "m"))),
          "EURUSD",
          "5m");
      bar(rig, 3);
      assertThat(next.seen).containsExactly(window(1, 2, 3));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"window\":2,\"window_gap\":\"x\"}|window_gap: expected one of hold reset carry, found 'x'",
        "{\"window_gap\":\"hold\"}|window_gap: expected no such key without a window, found 'hold'"
      })
  void parse_badWindowKeys_areNamed(String json, String message) {
    Assertions.assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> Manifests.parse(json, "m"))
        .withMessage("m: " + message);
  }
}
