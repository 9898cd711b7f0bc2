package io.tickcast.core;

import io.tickcast.api.EpochNanoClock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores the challenger of a series after the bar's signal is on its way: through gates of its own
 * that count nothing of the champion's, recorded, never published. What fails in it fails alone.
 * <i>Confined</i> to the lane.
 */
final class ChallengerDesk {
  private final Lane lane;
  private final Gates gates;
  private final EpochNanoClock clock;
  private final Journal.Writer journal;
  private final Reporter reporter;
  private final List<RealTimeOutbox> outboxes;

  /** None in a replay, which follows what was recorded of it. */
  private final @Nullable ChallengerBudget budget;

  private @Nullable ServingModel failing;

  ChallengerDesk(
      Lane lane,
      Gates gates,
      Lane.Shared shared,
      Journal.Writer journal,
      List<RealTimeOutbox> outboxes) {
    this.lane = lane;
    this.gates = gates;
    this.clock = shared.clock();
    this.reporter = shared.reporter();
    this.journal = journal;
    this.outboxes = outboxes;
    this.budget = shared.challengers().orElse(null);
  }

  /** Scores a bar and records what came of it; the bar's signal is with its sinks before. */
  void score(
      Series series, long barTime, long receivedAtNanos, long startedAtNanos, String source) {
    ServingModel model = series.challenger;
    if (model == null) {
      return;
    }
    for (int i = 0; i < outboxes.size(); i++) {
      outboxes.get(i).flush();
    }
    long begun = budget == null ? 0 : budget.begin();
    Decision decision = lane.begin(model, barTime, receivedAtNanos, startedAtNanos, source);
    model.gather(lane.row, decision);
    if (!decision.blocked()) {
      predict(decision, model);
    }
    decision.predictedAtNanos = clock.epochNanos();
    if (!decision.blocked()) {
      model.loaded.rule().apply(model.outputs, decision);
    }
    decision.decidedAtNanos = clock.epochNanos();
    gates.apply(decision, model, lane.row, true);
    model.template.ids.apply(decision);
    journal.appendChallenger(decision, model);
    if (budget != null) {
      budget.end(model, begun, decision.decidedAtNanos);
    }
  }

  private void predict(Decision decision, ServingModel model) {
    try {
      model.predict(decision);
      failing = null;
    } catch (RuntimeException e) {
      decision.block(Gate.MODEL_ERROR, Double.NaN, Double.NaN, e.getClass().getSimpleName());
      if (failing != model) {
        failing = model;
        reporter.alert(
            "challenger_failed",
            decision.modelVersion()
                + " on "
                + model.series.channel
                + ": "
                + e.getMessage()
                + "; the model that serves is not disturbed");
      }
    }
  }
}
