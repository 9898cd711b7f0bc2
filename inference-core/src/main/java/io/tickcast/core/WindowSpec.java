package io.tickcast.core;

import io.tickcast.api.ModelManifest;
import io.tickcast.api.OneLine;
import java.util.List;

/**
 * How the bars of a model's window are kept and laid out: the keys {@code window_...} of a
 * manifest. <i>Immutable.</i>
 *
 * @param gap what a missing bar does
 * @param newestFirst whether the newest bar comes first in the model's input
 * @param byFeature whether the input holds all bars of the first feature, then those of the second
 * @param stateOfThen whether state items of older bars are those of then; else all rows have those
 *     of now
 */
record WindowSpec(Gap gap, boolean newestFirst, boolean byFeature, boolean stateOfThen) {
  /** The window of a manifest that says nothing. */
  static final WindowSpec DEFAULT = new WindowSpec(Gap.HOLD, false, false, false);

  /** The keys in a manifest. */
  static final List<String> KEYS =
      List.of("window_gap", "window_order", "window_layout", "window_state");

  /** What a missing bar does. */
  enum Gap {
    /** The bar behind it is held; the window then goes on over it. */
    HOLD,
    /** The window begins anew. */
    RESET,
    /** The bar before stands in for it. */
    CARRY
  }

  /** Of a model's manifest. */
  static WindowSpec of(ModelManifest manifest) {
    return manifest.window() == 1 ? DEFAULT : Manifests.window(manifest.json());
  }

  /** Reads the keys; they mean nothing without a window. */
  static WindowSpec read(JsonBlock root, int window) {
    if (window == 1) {
      root.refuse(KEYS, "without a window");
      return DEFAULT;
    }
    String gap = word(root, "window_gap", List.of("hold", "reset", "carry"));
    return new WindowSpec(
        switch (gap) {
          case "reset" -> Gap.RESET;
          case "carry" -> Gap.CARRY;
          default -> Gap.HOLD;
        },
        word(root, "window_order", List.of("oldest_first", "newest_first")).equals("newest_first"),
        word(root, "window_layout", List.of("bars", "features")).equals("features"),
        word(root, "window_state", List.of("now", "then")).equals("then"));
  }

  private static String word(JsonBlock root, String key, List<String> words) {
    String word = root.text(key);
    if (!word.isEmpty() && !words.contains(word)) {
      root.fault(key, "one of " + String.join(" ", words), OneLine.quote(word));
    }
    return word;
  }

  /** Where an input stands in the model's array. */
  int index(int bar, int input, int bars, int inputs) {
    int row = newestFirst ? bars - 1 - bar : bar;
    return byFeature ? input * bars + row : row * inputs + input;
  }
}
