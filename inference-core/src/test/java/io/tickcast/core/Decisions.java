package io.tickcast.core;

import io.tickcast.api.SignalType;
import io.tickcast.api.Timeframe;
import java.util.List;
import java.util.Optional;

/** Decisions without an engine. */
final class Decisions {
  static final Series SERIES = new Series("features.EURUSD.5m", "EURUSD", Timeframe.M5, 0);
  static final LoadedModel MODEL = loaded(Rig.buyer());

  private Decisions() {}

  static LoadedModel loaded(FixedModel model) {
    return LoadedModel.verified(model, FakeModelProvider.artifact("model"));
  }

  static ServingModel serving(LoadedModel loaded) {
    return new ServingModel(
        loaded, SERIES, new FeatureDictionary(FeedSettings.defaults()), Instrument.of("EURUSD"));
  }

  static SignalSettings signals(boolean entry, boolean slTp, double size, SizeUnit unit) {
    return new SignalSettings(entry, slTp, 2, 3, "atr_14", size, unit, Optional.empty());
  }

  static Decision of(SignalType modelType, SignalSettings signals) {
    Decision decision =
        new Decision(SERIES, MODEL.facts(), OperationalConfig.defaults().withSignals(signals));
    decision.begin(new double[] {0.85, 0.1, 0.05});
    decision.modelType = modelType;
    decision.wanted = modelType;
    decision.confidence = 0.85;
    return decision;
  }

  static Decision of(SignalType modelType) {
    return of(modelType, SignalSettings.defaults());
  }

  static List<String> gates(Decision decision) {
    return Heard.copy(decision).gates();
  }
}
