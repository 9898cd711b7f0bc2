package io.tickcast.journal;

import java.util.ArrayList;
import java.util.List;

/** Goes through all combinations of choices, one after the other. */
final class EveryChoice implements Chooser {
  private final List<Integer> chosen = new ArrayList<>();
  private final List<Integer> options = new ArrayList<>();
  private int at;

  @Override
  public int choose(int count) {
    if (at == chosen.size()) {
      chosen.add(0);
      options.add(count);
    }
    if (options.get(at) != count) {
      throw new IllegalStateException("expected the same choice again, found another one");
    }
    return chosen.get(at++);
  }

  /** Moves on to the next combination; false after the last one. */
  boolean next() {
    at = 0;
    for (int i = chosen.size() - 1; i >= 0; i--) {
      if (chosen.get(i) + 1 < options.get(i)) {
        chosen.set(i, chosen.get(i) + 1);
        return true;
      }
      chosen.remove(i);
      options.remove(i);
    }
    return false;
  }
}
