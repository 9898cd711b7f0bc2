package io.tickcast.core;

import io.tickcast.api.ActionSpec;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.OutputSpec;
import io.tickcast.api.SignalType;
import io.tickcast.core.AgentRule.Codes.Scores;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the rule for an agent's outputs: first its action, then the probabilities or values of its
 * codes; or those alone.
 */
final class AgentRules {
  private static final int CODES_MAX = 1_000;

  private AgentRules() {}

  static ActionRule codes(List<Output> outputs, OutputSpec spec) {
    boolean chosen = outputs.get(0).role() == OutputRole.ACTION;
    List<Output> rest = chosen ? outputs.subList(1, outputs.size()) : outputs;
    Scores scores = scores(rest, outputs);
    int[] types = types(spec, rest.size());
    if (!rest.isEmpty() && rest.size() != types.length) {
      throw mismatch(
          "output: expected a signal type for each of "
              + rest.size()
              + " action codes, found "
              + types.length);
    }
    return new AgentRule.Codes(chosen, types, scores, spec.action().temperature());
  }

  private static Scores scores(List<Output> rest, List<Output> all) {
    if (rest.isEmpty()) {
      return Scores.NONE;
    }
    OutputRole role = rest.get(0).role();
    boolean same = rest.stream().allMatch(output -> output.role() == role);
    if (same && role == OutputRole.ACTION_PROBABILITY) {
      return Scores.PROBABILITIES;
    }
    if (same && role == OutputRole.Q_VALUE) {
      return Scores.VALUES;
    }
    throw mismatch(
        "output.kind action: expected one action code, and a probability or a value of each code,"
            + " found "
            + all.stream().map(Output::name).toList());
  }

  private static int[] types(OutputSpec spec, int known) {
    ActionSpec action = spec.action();
    if (!action.preset().isEmpty()) {
      return ActionPresets.find(action.preset())
          .orElseThrow(
              () ->
                  mismatch(
                      "output.preset: expected one of "
                          + String.join(" ", ActionPresets.names())
                          + ", found "
                          + OneLine.quote(action.preset())));
    }
    int count = spec.signals().size() + action.closing().size();
    List<String> missing = new ArrayList<>();
    int[] types = new int[Math.min(CODES_MAX, Math.max(count, known))];
    for (int code = 0; code < types.length; code++) {
      String name = String.valueOf(code);
      SignalType type = spec.signals().get(name);
      if (type != null) {
        types[code] = type.ordinal();
      } else if (action.closing().contains(name)) {
        types[code] = AgentRule.CLOSES;
      } else {
        missing.add(name);
      }
    }
    if (types.length == 0 || !missing.isEmpty()) {
      throw mismatch(
          "output.signals: expected a signal type (buy, sell, hold, close_long, close_short, close)"
              + " for each action code from 0 on, or output.preset (one of "
              + String.join(" ", ActionPresets.names())
              + "), found none"
              + (missing.isEmpty() ? "" : " for " + missing));
    }
    return types;
  }

  static ActionRule target(List<Output> outputs, OutputSpec spec) {
    requireOne(outputs, spec);
    ActionSpec action = spec.action();
    return new AgentRule.Target(spec.deadBand(), action.size(), action.reduction());
  }

  static ActionRule order(List<Output> outputs, OutputSpec spec) {
    requireOne(outputs, spec);
    ActionSpec action = spec.action();
    return new AgentRule.Order(spec.deadBand(), action.size(), action.reduction());
  }

  private static void requireOne(List<Output> outputs, OutputSpec spec) {
    OutputRole role = outputs.get(0).role();
    if (outputs.size() != 1 || (role != OutputRole.ACTION && role != OutputRole.VALUE)) {
      throw mismatch(
          "output.kind "
              + spec.kind().code()
              + ": expected one action, found "
              + outputs.stream().map(Output::name).toList());
    }
  }

  private static InferenceException mismatch(String message) {
    return new InferenceException(ErrorCode.SCHEMA_MISMATCH, message);
  }
}
