package io.tickcast.tck;

import io.tickcast.api.DecisionView;
import io.tickcast.api.Outcome;
import io.tickcast.api.SignalType;
import io.tickcast.api.Timeframe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A decision that may be kept: the copy of a {@link DecisionView}. <i>Immutable.</i>
 *
 * @param symbol the canonical symbol
 * @param timeframe the bar's timeframe
 * @param barTimeMillis the bar's close time, Unix milliseconds
 * @param modelVersion the model as signals name it
 * @param type what the engine decided
 * @param modelType what the model asked for
 * @param outcome what became of it
 * @param confidence in [0, 1]
 * @param entryPrice the entry price; NaN for none
 * @param stopLoss the stop; NaN for none
 * @param takeProfit the target; NaN for none
 * @param size the recommended size
 * @param reason why, as a word
 * @param gates the names of the gates that decided
 * @param outputs the outputs of the model
 * @param receivedAtNanos when the frame arrived, epoch nanoseconds
 * @param decidedAtNanos when the decision stood, epoch nanoseconds
 * @param signal the signal on the wire as text; empty when none went out
 */
public record RecordedDecision(
    String symbol,
    Timeframe timeframe,
    long barTimeMillis,
    String modelVersion,
    SignalType type,
    SignalType modelType,
    Outcome outcome,
    double confidence,
    double entryPrice,
    double stopLoss,
    double takeProfit,
    double size,
    String reason,
    List<String> gates,
    List<Double> outputs,
    long receivedAtNanos,
    long decidedAtNanos,
    String signal) {
  /** Copies the lists. */
  public RecordedDecision {
    gates = List.copyOf(gates);
    outputs = List.copyOf(outputs);
  }

  /**
   * Copies a decision.
   *
   * @param view valid during this call
   */
  public static RecordedDecision of(DecisionView view) {
    List<String> gates = new ArrayList<>();
    for (int g = 0; g < view.gateCount(); g++) {
      gates.add(view.gateName(g));
    }
    List<Double> outputs = new ArrayList<>();
    for (int o = 0; o < view.outputCount(); o++) {
      outputs.add(view.output(o));
    }
    return new RecordedDecision(
        view.symbol(),
        view.timeframe(),
        view.barTimeMillis(),
        view.modelVersion(),
        view.type(),
        view.modelType(),
        view.outcome(),
        view.confidence(),
        view.entryPrice(),
        view.stopLoss(),
        view.takeProfit(),
        view.size(),
        view.reason(),
        gates,
        outputs,
        view.receivedAtNanos(),
        view.decidedAtNanos(),
        new String(view.signal(), StandardCharsets.UTF_8));
  }
}
