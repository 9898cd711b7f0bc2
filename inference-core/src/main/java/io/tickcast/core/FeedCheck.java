package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.InputKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Compares the inputs of a model with the names that the bars of its series have had. Order does
 * not matter, for bars are read by name; names that the model does not need harm nobody.
 */
final class FeedCheck {
  private static final int SHOWN_MAX = 5;

  private FeedCheck() {}

  /**
   * Checks that every input is among the names.
   *
   * @param seen of the last bars; empty when there was none
   * @return how they compare, one line
   * @throws InferenceException (SCHEMA_MISMATCH) with the difference
   */
  static String check(LoadedModel model, String channel, Set<String> seen) {
    List<String> needed =
        model.signature().inputs().stream()
            .filter(input -> input.kind() == InputKind.FEATURE)
            .map(Input::name)
            .toList();
    if (seen.isEmpty()) {
      return "no bar of " + channel + " seen yet to compare features with";
    }
    List<String> missing = new ArrayList<>(needed);
    missing.removeIf(seen::contains);
    int extra = (int) seen.stream().filter(name -> !needed.contains(name)).count();
    if (missing.isEmpty()) {
      return needed.size() + " features found by name in " + channel + ", " + extra + " others";
    }
    throw new InferenceException(
        ErrorCode.SCHEMA_MISMATCH,
        model.location()
            + ": expected the "
            + needed.size()
            + " features of "
            + model.modelVersion()
            + " in the bars of "
            + channel
            + ", found "
            + (needed.size() - missing.size())
            + ": missing "
            + some(missing)
            + "; "
            + extra
            + " others, which harm nobody"
            + similar(missing, seen));
  }

  private static String some(List<String> names) {
    int shown = Math.min(names.size(), SHOWN_MAX);
    String more = names.size() > shown ? " and " + (names.size() - shown) + " more" : "";
    return "'" + String.join("', '", names.subList(0, shown)) + "'" + more;
  }

  private static String similar(List<String> missing, Set<String> seen) {
    return Nearest.suggestion(missing.get(0), seen);
  }
}
