package io.tickcast.core;

import io.tickcast.api.DecisionView;
import io.tickcast.api.EngineListener;
import io.tickcast.api.Outcome;
import io.tickcast.api.SignalType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A listener that keeps copies of all that it hears. */
final class Heard implements EngineListener {
  final List<Decided> decisions = Collections.synchronizedList(new ArrayList<>());
  final List<String> refused = Collections.synchronizedList(new ArrayList<>());
  final List<String> details = Collections.synchronizedList(new ArrayList<>());
  final List<String> alerts = Collections.synchronizedList(new ArrayList<>());

  /** What a decision said while it was valid. */
  record Decided(
      String symbol,
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
      String signal) {}

  @Override
  public void onDecision(DecisionView decision) {
    decisions.add(copy(decision));
  }

  static Decided copy(DecisionView decision) {
    List<String> gates = new ArrayList<>();
    for (int i = 0; i < decision.gateCount(); i++) {
      gates.add(decision.gateName(i) + ":" + decision.gateDetail(i));
    }
    return new Decided(
        decision.symbol(),
        decision.barTimeMillis(),
        decision.modelVersion(),
        decision.type(),
        decision.modelType(),
        decision.outcome(),
        decision.confidence(),
        decision.entryPrice(),
        decision.stopLoss(),
        decision.takeProfit(),
        decision.size(),
        decision.reason(),
        gates,
        new String(decision.signal(), StandardCharsets.UTF_8));
  }

  @Override
  public void onRefused(String reason, String channel, String detail) {
    refused.add(reason);
    details.add(detail);
  }

  @Override
  public void onAlert(String code, String detail) {
    alerts.add(code + ": " + detail);
  }

  Decided last() {
    return decisions.get(decisions.size() - 1);
  }

  String lastRefused() {
    return refused.isEmpty() ? "none" : refused.get(refused.size() - 1);
  }

  String lastDetail() {
    return details.get(details.size() - 1);
  }
}
