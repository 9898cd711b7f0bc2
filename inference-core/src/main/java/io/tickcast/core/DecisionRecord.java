package io.tickcast.core;

import java.util.Arrays;

/** A decision as the journal keeps it: a copy with the model's inputs. Reused. */
final class DecisionRecord {
  final Decision decision;
  double[] inputs = new double[0];
  SignalTemplate template;
  private double[] outputs = new double[0];

  DecisionRecord(Decision first, ServingModel model) {
    this.decision = new Decision(first.series, first.model, first.config);
    this.template = model.template;
    copy(first, model);
  }

  void copy(Decision from, ServingModel model) {
    if (inputs.length != model.inputs.length) {
      inputs = new double[model.inputs.length];
    }
    if (outputs.length != model.outputs.length) {
      outputs = new double[model.outputs.length];
    }
    if (from.predicted) {
      System.arraycopy(model.inputs, 0, inputs, 0, inputs.length);
      System.arraycopy(model.outputs, 0, outputs, 0, outputs.length);
    } else {
      Arrays.fill(inputs, Double.NaN);
    }
    template = model.template;
    decision.copy(from, outputs);
  }
}
