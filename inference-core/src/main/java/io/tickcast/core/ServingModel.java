package io.tickcast.core;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Predictor;

/**
 * A model at work for one series: its predictor, and where its inputs stand in a row.
 * <i>Confined</i> to the lane.
 */
final class ServingModel {
  final LoadedModel loaded;
  final Series series;
  final double[] inputs;
  final double[] outputs;
  final SignalTemplate template;

  private final Predictor predictor;
  private final Input[] declared;
  private final int[] slots;
  private final boolean plain;
  private final boolean passesMissing;
  private final Levels levels;
  private final FeatureDictionary dictionary;
  private String atrFeature = "";
  private int atrSlot;

  ServingModel(
      LoadedModel loaded, Series series, FeatureDictionary dictionary, Instrument instrument) {
    ModelSignature signature = loaded.signature();
    this.loaded = loaded;
    this.series = series;
    this.dictionary = dictionary;
    this.predictor = loaded.model().newPredictor();
    this.declared = signature.inputs().toArray(new Input[0]);
    this.inputs = new double[signature.width()];
    this.outputs = new double[signature.outputs().size()];
    this.slots = new int[declared.length];
    boolean allPlain = true;
    for (int i = 0; i < declared.length; i++) {
      slots[i] = dictionary.require(declared[i].name());
      allPlain &= declared[i].scale() == 1 && declared[i].clip() == Double.POSITIVE_INFINITY;
    }
    this.plain = allPlain;
    this.passesMissing = loaded.passesMissing();
    this.levels = new Levels(instrument);
    this.template = new SignalTemplate(loaded, series);
  }

  /** Gathers the inputs of a bar; blocks the decision when one does not fit the model. */
  void gather(BarRow row, Decision decision) {
    int present = 0;
    for (int i = 0; i < slots.length; i++) {
      double value = row.value(slots[i]);
      if (Double.isFinite(value)) {
        present++;
      } else if (!accept(row, i, value, decision)) {
        return;
      }
      inputs[i] = value;
    }
    decision.featuresUsed = present;
    if (!plain) {
      scale();
    }
  }

  private boolean accept(BarRow row, int index, double value, Decision decision) {
    String name = declared[index].name();
    if (row.isText(slots[index])) {
      decision.block(Gate.NOT_NUMERIC, Double.NaN, Double.NaN, name);
      return false;
    }
    if (Double.isInfinite(value)) {
      decision.block(Gate.FINITE, value, Double.NaN, name);
      return false;
    }
    if (!passesMissing) {
      decision.block(Gate.MISSING_FEATURE, Double.NaN, Double.NaN, name);
      return false;
    }
    return true;
  }

  private void scale() {
    for (int i = 0; i < declared.length; i++) {
      double clip = declared[i].clip();
      double scaled = inputs[i] * declared[i].scale();
      inputs[i] = Double.isNaN(scaled) ? scaled : Math.min(Math.max(scaled, -clip), clip);
    }
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
    if (!decision.modelType.isEntry()) {
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
