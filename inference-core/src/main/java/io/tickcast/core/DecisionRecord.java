package io.tickcast.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A decision as the journal keeps it: a copy with the model's inputs. Reused. */
final class DecisionRecord {
  private static final ModelFacts NO_MODEL = ModelFacts.of("", "", List.of(), List.of());
  private static final OperationalConfig ANY_CONFIG = OperationalConfig.defaults();

  final Decision decision;

  /** The first {@link #inputCount} are the record's; longer ones were there before. */
  double[] inputs = new double[0];

  int inputCount;

  /** Whether its prediction record shows the inputs. */
  boolean showsInputs;

  /** Whether it is a challenger's. */
  boolean challenger;

  /** Something that happened to a model, instead of a decision. */
  @Nullable ModelEvent event;

  private double[] outputs = new double[0];

  /** A record of a decision that nobody else uses. */
  DecisionRecord(Decision own) {
    this.decision = own;
  }

  DecisionRecord(Decision first, ServingModel model) {
    this(new Decision(first.series, first.model, first.config));
    copy(first, model);
  }

  /** A record of something else than a decision. */
  static DecisionRecord of(ModelEvent event) {
    Series series = new Series("", event.symbol(), event.timeframe(), 0);
    DecisionRecord record = new DecisionRecord(new Decision(series, NO_MODEL, ANY_CONFIG));
    record.event = event;
    return record;
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
    challenger = false;
    event = null;
    showsInputs = from.config.monitoring().trackPredictions();
    decision.copy(from, outputs);
  }
}
