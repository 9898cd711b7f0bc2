package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.usual;
import static io.tickcast.core.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.Outcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Binding models to series, and replacing them. */
class EngineServeTest {
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private LoadedModel load(String name, FixedModel model, ModelManifest manifest) {
    return rig.load(name, model, FakeModelProvider.artifact(name, manifest));
  }

  private static ModelManifest version(String version) {
    return FakeModelProvider.manifest("xgboost", version, "EURUSD");
  }

  @Test
  void serve_anotherModel_decidesFromTheNextBarOn() {
    FixedModel first = Rig.buyer();
    FixedModel second = FixedModel.classes(List.of("rsi_14"), 0.1, 0.85, 0.05);
    rig.engine.serve(load("1", first, version("1")), "EURUSD", "5m");
    LoadedModel next = load("2", second, version("2"));
    rig.engine.open();
    rig.bar(usual(BAR));
    rig.engine.serve(next, "EURUSD", "5m");
    assertThat(rig.engine.status().models())
        .extracting(EngineStatus.ModelStatus::modelVersion)
        .containsExactly("xgboost-v2");
    rig.bar(usual(BAR + 1));
    assertThat(rig.heard.decisions)
        .extracting(Heard.Decided::modelVersion)
        .containsExactly("xgboost-v1", "xgboost-v2");
    assertThat(first.openPredictors).hasValue(0);
    assertThat(second.openPredictors).hasValue(1);
    assertThat(first.closes).hasValue(0);
  }

  @Test
  void serve_barsThatWaitAlready_areDecidedByTheModelBefore() {
    rig.engine.serve(load("1", Rig.buyer(), version("1")), "EURUSD", "5m");
    LoadedModel next = load("2", Rig.buyer(), version("2"));
    rig.engine.open();
    rig.engine
        .frames()
        .onFrame(FrameKind.FEATURES, Messages.CHANNEL, utf8(usual(BAR)), rig.clock.epochNanos());
    rig.engine.serve(next, "EURUSD", "5m");
    rig.bar(usual(BAR + 1));
    assertThat(rig.heard.decisions)
        .extracting(Heard.Decided::modelVersion)
        .containsExactly("xgboost-v1", "xgboost-v2");
  }

  @Test
  void serve_modelThatMakesNoPredictor_leavesTheOneBefore() {
    rig.engine.serve(load("1", Rig.buyer(), version("1")), "EURUSD", "5m");
    FixedModel closed = Rig.buyer();
    LoadedModel broken = load("2", closed, version("2"));
    closed.close();
    rig.engine.open();
    assertThatThrownBy(() -> rig.engine.serve(broken, "EURUSD", "5m"))
        .hasMessage("expected an open model, found it closed");
    rig.bar(usual(BAR));
    assertThat(rig.heard.last().modelVersion()).isEqualTo("xgboost-v1");
    assertThat(rig.engine.status().models())
        .extracting(EngineStatus.ModelStatus::modelVersion)
        .containsExactly("xgboost-v1");
  }

  @Test
  void serve_oneVersionWithTwoContents_isRefused() {
    rig.engine.serve(load("1", Rig.buyer(), version("1")), "EURUSD", "5m");
    LoadedModel other = load("2", Rig.buyer(), version("1"));
    for (String symbol : new String[] {"EURUSD", "GBPUSD"}) {
      assertThatThrownBy(() -> rig.engine.serve(other, symbol, "5m"))
          .isInstanceOfSatisfying(
              InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
          .hasMessageStartingWith("xgboost-v1: expected one content of a version, found sha256 ")
          .hasMessageEndingWith("in memory:2");
    }
    assertThat(rig.engine.status().models()).hasSize(1);
  }

  @Test
  void serve_oneVersionForEachInstrument_isWhatFileNamesSay() {
    FixedModel euro = Rig.buyer();
    FixedModel pound = FixedModel.classes(List.of("rsi_14"), 0.1, 0.85, 0.05);
    rig.engine.serve(load("1", euro, version("1")), "EURUSD", "5m");
    LoadedModel other = load("2", pound, FakeModelProvider.manifest("xgboost", "1", "GBPUSD"));
    rig.engine.serve(other, "GBPUSD", "5m");
    rig.engine.open();
    rig.bar(usual(BAR));
    rig.frame(
        FrameKind.FEATURES, "features.GBPUSD.5m", utf8(usual(BAR).replace("EURUSD", "GBPUSD")));
    assertThat(rig.heard.decisions)
        .extracting(decided -> decided.symbol() + " " + decided.type())
        .containsExactly("EURUSD buy", "GBPUSD sell");
    assertThat(rig.archive.taken).extracting(ListSink.Taken::id).doesNotHaveDuplicates();
    assertThatThrownBy(() -> rig.engine.serve(other, "EURUSD", "5m"))
        .hasMessageContaining("expected one content of a version");
  }

  @Test
  void serve_oneModelForTwoSeries_decidesBoth() {
    FixedModel model = Rig.buyer();
    LoadedModel loaded = load("1", model, version("1"));
    rig.engine.serve(loaded, "EURUSD", "5m");
    rig.engine.serve(loaded, "C:EURUSD", "1h");
    rig.engine.open();
    rig.bar(usual(BAR));
    rig.frame(FrameKind.FEATURES, "features.EURUSD.1h", utf8(usual(BAR).replace("5m", "1h")));
    assertThat(rig.heard.decisions).hasSize(2);
    assertThat(model.openPredictors).hasValue(2);
    assertThat(rig.engine.status().models())
        .extracting(EngineStatus.ModelStatus::timeframe)
        .containsExactly("1h", "5m");
  }

  @Test
  void serve_swapsBetweenBars_closeEachPredictor() {
    FixedModel a = Rig.buyer();
    FixedModel b = Rig.buyer();
    LoadedModel[] models = {load("a", a, version("1")), load("b", b, version("2"))};
    rig.engine.open();
    for (int i = 0; i < 20; i++) {
      rig.engine.serve(models[i % 2], "EURUSD", "5m");
      rig.at(BAR + i * STEP).bar(usual(BAR + i * STEP));
      assertThat(rig.heard.last().modelVersion())
          .isEqualTo(i % 2 == 0 ? "xgboost-v1" : "xgboost-v2");
      assertThat(a.openPredictors.get() + b.openPredictors.get()).isEqualTo(1);
    }
  }

  @Test
  void serve_unknownSymbolOrTimeframe_isRefused() {
    LoadedModel loaded = load("1", Rig.buyer(), version("1"));
    assertThatThrownBy(() -> rig.engine.serve(loaded, "*", "5m"))
        .hasMessageStartingWith("symbol: ");
    assertThatThrownBy(() -> rig.engine.serve(loaded, "EURUSD", "7m"))
        .hasMessageStartingWith("expected a timeframe of 1m 3m 5m");
    assertThat(rig.engine.status().models()).isEmpty();
  }

  @Test
  void serve_theSameBarAfterASwap_isNotDecidedAgain() {
    rig.engine.serve(load("1", Rig.buyer(), version("1")), "EURUSD", "5m");
    rig.engine.open();
    rig.bar(usual(BAR));
    rig.engine.serve(load("2", Rig.buyer(), version("2")), "EURUSD", "5m");
    rig.bar(usual(BAR));
    assertThat(rig.heard.decisions).hasSize(1);
    assertThat(rig.heard.refused).containsExactly("duplicate");
    assertThat(rig.heard.last().outcome()).isEqualTo(Outcome.EMITTED);
  }
}
