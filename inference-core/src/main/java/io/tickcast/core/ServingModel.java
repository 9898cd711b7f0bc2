package io.tickcast.core;

import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelSignature;

/**
 * A model at work for one series: its predictor, and where its inputs stand in a row.
 * <i>Confined</i> to the lane.
 */
final class ServingModel {
  final LoadedModel loaded;
  final Series series;
  final double[] inputs;
  final double[] outputs;

  /** The inputs of the bar itself: what records show. */
  final double[] recorded;

  final SignalTemplate template;

  /** How often it took longer than a challenger may, in a row. */
  int slowInARow;

  private final PredictorLease predictor;
  private final ModelInputs gathered;
  private final Levels levels;
  private final FeatureDictionary dictionary;
  private String atrFeature = "";
  private int atrSlot;

  /** With a predictor of its own. */
  ServingModel(
      LoadedModel loaded, Series series, FeatureDictionary dictionary, Instrument instrument) {
    this(
        PredictorLease.of(loaded),
        new SignalTemplate(loaded, series),
        series,
        dictionary,
        instrument);
  }

  /** With what was made elsewhere and is handed over. */
  ServingModel(
      PredictorLease lease,
      SignalTemplate template,
      Series series,
      FeatureDictionary dictionary,
      Instrument instrument) {
    LoadedModel loaded = lease.model();
    ModelSignature signature = loaded.signature();
    this.loaded = loaded;
    this.series = series;
    this.dictionary = dictionary;
    this.predictor = lease;
    this.inputs = new double[signature.width()];
    this.outputs = new double[signature.outputs().size()];
    this.gathered = ModelInputs.of(loaded, series, dictionary, inputs);
    this.recorded = gathered.newest();
    this.levels = new Levels(instrument);
    this.template = template;
  }

  /**
   * Gathers the inputs of a bar, all of them; blocks the decision by the first one that does not
   * fit the model.
   */
  void gather(BarRow row, Decision decision) {
    gathered.gather(row, decision);
  }

  /**
   * Predicts from the gathered inputs; blocks the decision when an output is not finite.
   *
   * @throws InferenceException when the model can not take the inputs
   */
  void predict(Decision decision) {
    predictor.predict(inputs, outputs);
    decision.predicted = true;
    checkOutputs(decision);
  }

  /** Blocks the decision when an output is not finite. */
  void checkOutputs(Decision decision) {
    for (int i = 0; i < outputs.length; i++) {
      if (!Double.isFinite(outputs[i])) {
        decision.block(
            Gate.FINITE, outputs[i], Double.NaN, loaded.signature().outputs().get(i).name());
        return;
      }
    }
  }

  /** Fills the entry price of any decision, and stop, target and size of an entry. */
  void applyLevels(BarRow row, Decision decision) {
    levels.reference(decision, row.currentPrice());
    if (!decision.wanted.isEntry()) {
      return;
    }
    String wanted = decision.config.signals().atrFeature();
    if (!wanted.equals(atrFeature)) {
      atrFeature = wanted;
      atrSlot = dictionary.require(wanted);
    }
    levels.entry(decision, row.value(atrSlot));
  }

  void close() {
    predictor.close();
  }
}
