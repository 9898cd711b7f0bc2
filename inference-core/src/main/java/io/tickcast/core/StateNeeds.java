package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.InputKind;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.OneLine;
import io.tickcast.api.OutputKind;
import io.tickcast.api.OutputSpec;

/** Refuses a model that needs a state which nobody feeds. <i>Stateless.</i> */
final class StateNeeds {
  private StateNeeds() {}

  /** Checks that an input of the state is one that there is. */
  static void requireKnown(Input input) {
    if (StateItem.find(input.name()).isEmpty()) {
      throw new InferenceException(
          ErrorCode.SCHEMA_MISMATCH,
          "observation: expected a state item of "
              + String.join(" ", StateItem.codes())
              + ", found "
              + OneLine.quote(input.name())
              + Nearest.suggestion(input.name(), StateItem.codes()));
    }
  }

  /**
   * Checks that what a model needs is fed.
   *
   * @throws InferenceException (SCHEMA_MISMATCH) naming the first item that is not
   */
  static void requireFed(LoadedModel loaded, PositionFeed feed) {
    for (Input input : loaded.signature().inputs()) {
      if (input.kind() == InputKind.STATE) {
        requireFed(loaded, input.name(), StateItem.find(input.name()).orElseThrow().needs(), feed);
      }
    }
    boolean byPosition =
        loaded
            .manifest()
            .flatMap(ModelManifest::output)
            .filter(StateNeeds::needsPosition)
            .isPresent();
    if (byPosition) {
      requireFed(loaded, "output.kind", StateItem.Needs.FILLS, feed);
    }
  }

  /** What such an action means depends on the position. */
  private static boolean needsPosition(OutputSpec output) {
    return output.kind() == OutputKind.TARGET_POSITION
        || output.kind() == OutputKind.ORDER_SIZE
        || !output.action().closing().isEmpty()
        || output.action().preset().equals("freqai_base4");
  }

  private static void requireFed(
      LoadedModel loaded, String name, StateItem.Needs needs, PositionFeed feed) {
    boolean fed =
        switch (needs) {
          case NOTHING -> true;
          case FILLS -> feed.tracksPositions();
          case ACCOUNT -> feed.tracksAccount();
        };
    if (!fed) {
      String what =
          needs == StateItem.Needs.FILLS
              ? "a feed of fills (trading.fills)"
              : "a feed of account states (trading.account)";
      throw new InferenceException(
          ErrorCode.SCHEMA_MISMATCH,
          loaded.location()
              + ": expected "
              + what
              + " or paper trading (trading.paper) for '"
              + name
              + "', found neither");
    }
  }
}
