package io.tickcast.benchmarks.live;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run does. <i>Immutable.</i>
 *
 * @param windows how many pairs of windows each load has
 * @param seconds the length of a window
 * @param warmUpSeconds how long each side is warmed up under each load
 * @param archives whether Kafka and ClickHouse are measured too
 */
record Plan(int windows, double seconds, double warmUpSeconds, boolean archives) {
  private static final int MOST_WINDOWS = 100;
  private static final double LONGEST_SECONDS = 60;

  Plan {
    if (windows < 1 || windows > MOST_WINDOWS) {
      throw new IllegalArgumentException(
          "--windows: expected 1 to " + MOST_WINDOWS + ", found " + windows);
    }
    if (!(seconds >= 0.1 && seconds <= LONGEST_SECONDS)) {
      throw new IllegalArgumentException(
          "--seconds: expected 0.1 to " + LONGEST_SECONDS + ", found " + seconds);
    }
  }

  /** About four minutes. */
  static Plan full() {
    return new Plan(7, 2, 3, true);
  }

  /** Under a minute, for a look; its spread is wide. */
  static Plan quick() {
    return new Plan(3, 0.5, 1.5, true);
  }

  List<Setup> setups() {
    List<Setup> setups = new ArrayList<>(List.of(Setup.values()));
    if (!archives) {
      setups.remove(Setup.ARCHIVES);
    }
    return setups;
  }
}
