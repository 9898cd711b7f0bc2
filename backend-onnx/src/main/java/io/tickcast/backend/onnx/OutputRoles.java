package io.tickcast.backend.onnx;

import io.tickcast.api.OutputKind;
import io.tickcast.api.OutputRole;
import java.util.Optional;

/** What the numbers of the last output are. */
final class OutputRoles {
  private OutputRoles() {}

  /**
   * From what the graph shows, else from what the manifest declares. What stays unknown is a value,
   * which the engine does not trade without a declaration.
   */
  static OutputRole of(Value value, int columns, Optional<OutputKind> declared) {
    if (declared.isPresent() && isOfAgents(declared.get())) {
      return action(value, columns, declared.get());
    }
    if (areProbabilities(value, columns)) {
      return OutputRole.PROBABILITY;
    }
    if (value.meaning() == Meaning.SCORE) {
      return OutputRole.MARGIN;
    }
    boolean probabilities =
        declared.isPresent()
            && (declared.get() == OutputKind.CLASSES || declared.get() == OutputKind.DIRECTION);
    return probabilities ? OutputRole.PROBABILITY : OutputRole.VALUE;
  }

  /** Whether the graph itself shows that these are probabilities. */
  static boolean areProbabilities(Value value, int columns) {
    return value.meaning() == Meaning.SHARES && columns > 1
        || value.meaning().isUnit() && columns == 1;
  }

  private static boolean isOfAgents(OutputKind kind) {
    return kind == OutputKind.ACTION || isContinuous(kind);
  }

  private static boolean isContinuous(OutputKind kind) {
    return kind == OutputKind.TARGET_POSITION || kind == OutputKind.ORDER_SIZE;
  }

  private static OutputRole action(Value value, int columns, OutputKind kind) {
    if (columns == 1 || isContinuous(kind)) {
      return OutputRole.ACTION;
    }
    return value.meaning() == Meaning.SHARES ? OutputRole.ACTION_PROBABILITY : OutputRole.Q_VALUE;
  }
}
