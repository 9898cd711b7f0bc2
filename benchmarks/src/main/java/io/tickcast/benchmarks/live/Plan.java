package io.tickcast.benchmarks.live;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a run does. <i>Immutable.</i>
 *
 * @param windows how many pairs of windows each load has
 * @param seconds the length of a window
 * @param warmUpSeconds how long each side is warmed up under each load, in one round
 * @param warmUpRounds the most rounds for the service, while each takes less than the one before
 * @param setups of the service, in order
 */
record Plan(
    int windows, double seconds, double warmUpSeconds, int warmUpRounds, Set<Setup> setups) {
  private static final int MOST_WINDOWS = 100;
  private static final double LONGEST_SECONDS = 60;

  Plan {
    setups = Collections.unmodifiableSet(EnumSet.copyOf(setups));
    if (windows < 1 || windows > MOST_WINDOWS) {
      throw new IllegalArgumentException(
          "--windows: expected 1 to " + MOST_WINDOWS + ", found " + windows);
    }
    if (!(seconds >= 0.1 && seconds <= LONGEST_SECONDS)) {
      throw new IllegalArgumentException(
          "--seconds: expected 0.1 to " + LONGEST_SECONDS + ", found " + seconds);
    }
  }

  /** About six minutes. */
  static Plan full() {
    return new Plan(7, 2, 3, 10, EnumSet.allOf(Setup.class));
  }

  /** About a minute, for a look; its spread is wide. */
  static Plan quick() {
    return new Plan(3, 0.4, 0.75, 2, EnumSet.allOf(Setup.class));
  }
}
