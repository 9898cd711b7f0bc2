package io.tickcast.core;

/** A decision as the journal keeps it: a copy with the model's inputs. Reused. */
final class DecisionRecord {
  final Decision decision;

  /** The first {@link #inputCount} are the record's; longer ones were there before. */
  double[] inputs = new double[0];

  int inputCount;

  /** Whether its prediction record shows the inputs. */
  boolean showsInputs;

  private double[] outputs = new double[0];

  /** A record of a decision that nobody else uses. */
  DecisionRecord(Decision own) {
    this.decision = own;
  }

  DecisionRecord(Decision first, ServingModel model) {
    this(new Decision(first.series, first.model, first.config));
    copy(first, model);
  }

  void copy(Decision from, ServingModel model) {
    inputCount = model.recorded.length;
    if (inputs.length < inputCount) {
      inputs = new double[inputCount];
    }
    if (outputs.length < model.outputs.length) {
      outputs = new double[model.outputs.length];
    }
    if (from.predicted) {
      System.arraycopy(model.recorded, 0, inputs, 0, inputCount);
      System.arraycopy(model.outputs, 0, outputs, 0, model.outputs.length);
    }
    showsInputs = from.config.monitoring().trackPredictions();
    decision.copy(from, outputs);
  }
}
