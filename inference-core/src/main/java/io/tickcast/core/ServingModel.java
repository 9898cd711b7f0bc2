package io.tickcast.core;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
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
  final SignalTemplate template;

  private final PredictorLease predictor;
  private final Input[] declared;
  private final int[] slots;
  private final boolean plain;
  private final boolean passesMissing;
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
    this.template = template;
  }

  /**
   * Gathers the inputs of a bar, all of them; blocks the decision by the first one that does not
   * fit the model.
   */
  void gather(BarRow row, Decision decision) {
    int present = 0;
    for (int i = 0; i < slots.length; i++) {
      double value = row.value(slots[i]);
      inputs[i] = plain || Double.isInfinite(value) ? value : scaled(declared[i], value);
      if (Double.isFinite(inputs[i])) {
        present++;
      } else if (!decision.blocked()) {
        check(row, i, decision);
      }
    }
    decision.featuresUsed = present;
  }

  private void check(BarRow row, int index, Decision decision) {
    String name = declared[index].name();
    if (row.isText(slots[index])) {
      decision.block(Gate.NOT_NUMERIC, Double.NaN, Double.NaN, name);
    } else if (Double.isInfinite(inputs[index])) {
      decision.block(Gate.FINITE, inputs[index], Double.NaN, name);
    } else if (!passesMissing) {
      decision.block(Gate.MISSING_FEATURE, Double.NaN, Double.NaN, name);
    }
  }

  private static double scaled(Input input, double value) {
    double scaled = value * input.scale();
    double clip = input.clip();
    return Double.isNaN(scaled) ? scaled : Math.min(Math.max(scaled, -clip), clip);
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
