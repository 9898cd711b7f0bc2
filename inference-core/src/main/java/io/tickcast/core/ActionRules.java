package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.OutputSpec;
import io.tickcast.api.SignalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the rule for a model's outputs, or refuses the model by the name of what is not declared.
 */
final class ActionRules {
  private static final List<SignalType> DEFAULT_ORDER =
      List.of(SignalType.BUY, SignalType.SELL, SignalType.HOLD);
  private static final List<List<String>> UNNAMED =
      List.of(List.of("0", "1", "2"), List.of("class_0", "class_1", "class_2"));

  private static final Set<List<String>> DOWN_UP =
      Set.of(List.of("class_0", "class_1"), List.of("down", "up"), List.of("false", "true"));
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}(\\.[0-9]{1,9})?");

  private ActionRules() {}

  static ActionRule of(ModelSignature signature, Optional<OutputSpec> declared) {
    List<Output> outputs = signature.outputs();
    OutputSpec spec = declared.orElseGet(() -> undeclared(outputs));
    return switch (spec.kind()) {
      case CLASSES -> classes(outputs, spec);
      case DIRECTION -> direction(outputs, spec);
      case EXPECTED_RETURN -> expectedReturn(outputs, spec);
      case ACTION -> AgentRules.codes(outputs, spec);
      case TARGET_POSITION -> AgentRules.target(outputs, spec);
      case ORDER_SIZE -> AgentRules.order(outputs, spec);
    };
  }

  /** Several probabilities can only be classes; anything else has more than one reading. */
  private static OutputSpec undeclared(List<Output> outputs) {
    if (outputs.size() > 1 && allProbabilities(outputs)) {
      return OutputSpec.classes(List.of());
    }
    throw mismatch(
        "expected the manifest field output.kind ("
            + (isAgent(outputs)
                ? "action, target_position or order_size"
                : "classes, direction or expected_return")
            + ") for a model that puts out "
            + names(outputs)
            + ", found none");
  }

  private static ActionRule classes(List<Output> outputs, OutputSpec spec) {
    if (outputs.size() < 2 || !allProbabilities(outputs)) {
      throw mismatch(
          "output.kind classes: expected a probability per class, found " + describe(outputs));
    }
    List<String> labels = spec.classes().isEmpty() ? names(outputs) : spec.classes();
    if (labels.size() != outputs.size()) {
      throw mismatch(
          "output.classes: expected " + outputs.size() + " classes, found " + labels.size());
    }
    if (spec.signals().isEmpty() && UNNAMED.contains(labels)) {
      return new ActionRule.Classes(DEFAULT_ORDER.toArray(new SignalType[0]));
    }
    List<SignalType> types = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String label : labels) {
      Optional<SignalType> type =
          Optional.ofNullable(spec.signals().get(label))
              .or(() -> SignalType.find(label.toLowerCase(Locale.ROOT)));
      type.ifPresentOrElse(types::add, () -> unknown.add(label));
    }
    if (!unknown.isEmpty()) {
      throw mismatch(
          "output.signals: expected a signal type (buy, sell, hold, close_long, close_short) for each class, found none for "
              + unknown);
    }
    return new ActionRule.Classes(types.toArray(new SignalType[0]));
  }

  private static ActionRule direction(List<Output> outputs, OutputSpec spec) {
    if (outputs.size() > 2 || !allProbabilities(outputs)) {
      throw mismatch(
          "output.kind direction: expected one probability, or that of down and up, found "
              + describe(outputs));
    }
    if (outputs.size() == 2 && !isUpSecond(names(outputs))) {
      throw mismatch(
          "output.kind direction: expected two outputs whose names say that the second is up (0 1, -1 1, down up, false true), found "
              + names(outputs)
              + "; declare output.kind classes with output.signals");
    }
    return new ActionRule.Direction(outputs.size() - 1, spec.deadBand());
  }

  /** Producers sort labels: of long and short, or buy and sell, the second would be down. */
  private static boolean isUpSecond(List<String> labels) {
    String first = labels.get(0).toLowerCase(Locale.ROOT);
    String second = labels.get(1).toLowerCase(Locale.ROOT);
    if (NUMBER.matcher(first).matches() && NUMBER.matcher(second).matches()) {
      return Double.parseDouble(first) < Double.parseDouble(second);
    }
    return DOWN_UP.contains(List.of(first, second));
  }

  private static ActionRule expectedReturn(List<Output> outputs, OutputSpec spec) {
    if (outputs.size() != 1 || outputs.get(0).role() != OutputRole.VALUE) {
      throw mismatch("output.kind expected_return: expected one value, found " + describe(outputs));
    }
    if (Double.isNaN(spec.residualScale())) {
      throw mismatch("output.residual_scale: expected a positive number, found none");
    }
    return new ActionRule.ExpectedReturn(spec.residualScale(), spec.deadBand());
  }

  private static boolean isAgent(List<Output> outputs) {
    return switch (outputs.get(0).role()) {
      case ACTION, ACTION_PROBABILITY, Q_VALUE -> true;
      case PROBABILITY, MARGIN, VALUE -> false;
    };
  }

  private static boolean allProbabilities(List<Output> outputs) {
    return outputs.stream().allMatch(output -> output.role() == OutputRole.PROBABILITY);
  }

  private static List<String> names(List<Output> outputs) {
    return outputs.stream().map(Output::name).toList();
  }

  private static String describe(List<Output> outputs) {
    return outputs.size()
        + " outputs of role "
        + outputs.get(0).role().name().toLowerCase(Locale.ROOT);
  }

  private static InferenceException mismatch(String message) {
    return new InferenceException(ErrorCode.SCHEMA_MISMATCH, message);
  }
}
