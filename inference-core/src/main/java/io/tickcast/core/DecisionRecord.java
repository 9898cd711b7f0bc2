package io.tickcast.core;

/** A decision as the journal keeps it: a copy with the model's inputs. Reused. */
final class DecisionRecord {
  final Decision decision;

  /** The first {@link #inputCount} are the record's; longer ones were there before. */
  double[] inputs = new double[0];

  int inputCount;
  SignalTemplate template;
  private double[] outputs = new double[0];

  DecisionRecord(Decision first, ServingModel model) {
    this.decision = new Decision(first.series, first.model, first.config);
    this.template = model.template;
    copy(first, model);
  }

  void copy(Decision from, ServingModel model) {
    inputCount = model.inputs.length;
    if (inputs.length < inputCount) {
      inputs = new double[inputCount];
    }
    if (outputs.length < model.outputs.length) {
      outputs = new double[model.outputs.length];
    }
    if (from.predicted) {
      System.arraycopy(model.inputs, 0, inputs, 0, inputCount);
      System.arraycopy(model.outputs, 0, outputs, 0, model.outputs.length);
    }
    template = model.template;
    decision.copy(from, outputs);
  }
}
