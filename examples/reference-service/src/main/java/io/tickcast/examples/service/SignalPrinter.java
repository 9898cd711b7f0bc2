package io.tickcast.examples.service;

import io.tickcast.api.DecisionView;
import io.tickcast.api.EngineListener;
import io.tickcast.api.Output;
import io.tickcast.core.LoadedModel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints each decision as one aligned line with its reason. <i>Confined</i> to the engine's thread.
 */
final class SignalPrinter implements EngineListener {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String ROW = "%-16s  %-11s  %-10s  %-9s  %-9s  %-9s  %s";

  private final Console console;
  private List<String> outputs = List.of();

  SignalPrinter(Console console) {
    this.console = console;
  }

  /** Prints the names of the columns. */
  void header(LoadedModel model) {
    outputs = model.signature().outputs().stream().map(Output::name).toList();
    console.line("");
    console.line(row("time (UTC)", "signal", "confidence", "entry", "stop", "target", "why"));
  }

  @Override
  public void onDecision(DecisionView decision) {
    console.line(
        row(
            TIME.format(Instant.ofEpochMilli(decision.barTimeMillis())),
            decision.signal().length > 0 ? decision.type().code() : "(" + decision.type() + ")",
            String.format(Locale.ROOT, "%.4f", decision.confidence()),
            price(decision.entryPrice()),
            price(decision.stopLoss()),
            price(decision.takeProfit()),
            why(decision)));
  }

  @Override
  public void onRefused(String reason, String channel, String detail) {
    if (!detail.isEmpty()) {
      console.line("refused     " + reason + ": " + detail);
    }
  }

  @Override
  public void onAlert(String code, String detail) {
    console.line("alert       " + code + ": " + detail);
  }

  /** The gates that decided, and what the model said. */
  private String why(DecisionView decision) {
    List<String> reasons = new ArrayList<>();
    for (int i = 0; i < decision.gateCount(); i++) {
      reasons.add(gate(decision, i));
    }
    if (decision.outputCount() > 0 && decision.outputCount() == outputs.size()) {
      reasons.add("model: " + decision.modelType() + " (" + outputs(decision) + ")");
    }
    return reasons.isEmpty() ? decision.reason() : String.join("; ", reasons);
  }

  private static String gate(DecisionView decision, int index) {
    double value = decision.gateValue(index);
    double threshold = decision.gateThreshold(index);
    String text = decision.gateName(index);
    if (!decision.gateDetail(index).isEmpty()) {
      text += " " + decision.gateDetail(index);
    }
    if (Double.isNaN(value)) {
      return text;
    }
    text += String.format(Locale.ROOT, " %.4f", value);
    if (Double.isNaN(threshold)) {
      return text;
    }
    String sign = value < threshold ? "<" : value > threshold ? ">" : "=";
    return text + String.format(Locale.ROOT, " %s %.4f", sign, threshold);
  }

  private String outputs(DecisionView decision) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < decision.outputCount(); i++) {
      text.append(i == 0 ? "" : ", ")
          .append(outputs.get(i))
          .append(String.format(Locale.ROOT, " %.2f", decision.output(i)));
    }
    return text.toString();
  }

  private static String price(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.5f", value);
  }

  private static String row(String... columns) {
    return String.format(Locale.ROOT, ROW, (Object[]) columns);
  }
}
