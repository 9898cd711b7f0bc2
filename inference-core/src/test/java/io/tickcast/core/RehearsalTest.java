package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.MissingPolicy;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.Timeframe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private static final int BARS = 10_000;

  private static Series series(String symbol) {
    return new Series("features." + symbol + ".5m", symbol, Timeframe.M5, 0);
  }

  private static ModelManifest withGolden(List<List<Double>> rows, List<List<Double>> expected) {
    return new ModelManifest(
        "xgboost",
        "xgboost",
        "1.2.3",
        "EURUSD",
        Optional.of(Timeframe.M5),
        "fake",
        "",
        List.of(),
        List.of(),
        1,
        Optional.empty(),
        MissingPolicy.MODEL,
        Optional.of(new GoldenRows(rows, expected, 1e-9, 1e-9)),
        "{}");
  }

  @Test
  void run_models_decideInTurnWithTheirGoldenRows() {
    FixedModel model = Rig.buyer();
    FixedModel other = Rig.buyer();
    try (Rig rig = new Rig()) {
      List<List<Double>> rows = List.of(List.of(70.5, 0.002), List.of(20.25, 0.003));
      List<Double> expected = List.of(0.85, 0.1, 0.05);
      LoadedModel golden =
          rig.load(
              "golden",
              model,
              FakeModelProvider.artifact("golden", withGolden(rows, List.of(expected, expected))));
      LoadedModel bare =
          rig.load(
              "bare",
              other,
              FakeModelProvider.artifact(
                  "bare", FakeModelProvider.manifest("xgboost", "1.2.3", "GBPUSD")));
      model.seen.clear();
      long bars =
          Rehearsal.run(
              OperationalConfig.defaults(),
              Map.of(series("EURUSD"), golden, series("GBPUSD"), bare));
      assertThat(bars).isEqualTo(BARS);
      assertThat(model.seen).hasSize(BARS / 2);
      assertThat(model.seen.subList(0, 3))
          .containsExactly(
              new double[] {70.5, 0.002}, new double[] {20.25, 0.003}, new double[] {70.5, 0.002});
      assertThat(other.seen).hasSize(BARS / 2).contains(new double[] {1, 1});
      assertThat(model.openPredictors).hasValue(0);
      assertThat(model.closes).hasValue(0);
    }
  }

  @Test
  void start_engine_rehearsesWithoutConsequence() {
    FixedModel model = Rig.buyer();
    try (Rig rig = new Rig()) {
      rig.serve("model", model);
      rig.engine.start();
      assertThat(model.seen).hasSize(BARS);
      EngineStatus status = rig.engine.status();
      assertThat(status.bars()).isZero();
      assertThat(status.refused()).isEmpty();
      assertThat(rig.heard.decisions).isEmpty();
      assertThat(rig.realTime.taken).isEmpty();
      assertThat(rig.archive.taken).isEmpty();
    }
    assertThat(model.closes).hasValue(1);
  }

  @Test
  void run_modelThatThrows_isBorneAndNothingIsHeard() {
    FixedModel model = Rig.buyer();
    model.answers(
        (in, out) -> {
          throw new IllegalArgumentException("no");
        });
    try (Rig rig = new Rig()) {
      rig.serve("model", model);
      rig.engine.start();
      assertThat(rig.heard.alerts).isEmpty();
      assertThat(rig.engine.status().state()).isEqualTo("running");
    }
  }

  @Test
  void run_noModels_doesNothing() {
    assertThat(Rehearsal.run(OperationalConfig.defaults(), Map.of())).isZero();
  }
}
