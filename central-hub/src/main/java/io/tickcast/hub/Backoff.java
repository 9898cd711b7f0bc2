package io.tickcast.hub;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Pauses that double, and are up to a half longer by chance, so that the clients of a hub that
 * comes back do not come all at once. <i>Immutable.</i>
 */
final class Backoff {
  private static final int MOST_DOUBLINGS = 10;
  private static final double LONGER = 0.5;

  private final DoubleSupplier chance;

  /**
   * Makes pauses.
   *
   * @param chance numbers from 0 to 1
   */
  Backoff(DoubleSupplier chance) {
    this.chance = chance;
  }

  static Backoff random() {
    return new Backoff(() -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * The pause after some failures, nanoseconds.
   *
   * @param first the shortest one
   * @param failures how many in a row, from 1
   */
  long nanos(Duration first, int failures) {
    long doubled = first.toNanos() << Math.max(0, Math.min(failures - 1, MOST_DOUBLINGS));
    return spread(doubled);
  }

  /** A time that is up to a half longer by chance. */
  long spread(long nanos) {
    return nanos + (long) (nanos * LONGER * chance.getAsDouble());
  }
}
