package io.tickcast.transport.kafka;

import java.time.Duration;

/**
 * When something has to be over. <i>Immutable.</i>
 *
 * @param nanoTime a reading of {@link System#nanoTime}
 */
record Deadline(long nanoTime) {
  static Deadline after(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  /** The nanoseconds that are left, 0 when none. */
  long leftNanos() {
    return Math.max(0, nanoTime - System.nanoTime());
  }

  boolean hasPassed() {
    return leftNanos() == 0;
  }
}
