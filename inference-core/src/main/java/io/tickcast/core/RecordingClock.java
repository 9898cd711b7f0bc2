package io.tickcast.core;

import io.tickcast.api.EpochNanoClock;
import java.util.function.LongSupplier;

/**
 * The clock of a run that plays a recording: it stands at the receipt time of the last frame handed
 * over, and a stopwatch may run on from there. <i>Thread-safe.</i>
 */
final class RecordingClock implements EpochNanoClock {
  private final LongSupplier stopwatch;
  private volatile Mark mark = new Mark(0, 0, false);

  /**
   * Creates a clock that shows 0.
   *
   * @param stopwatch nanoseconds that never decrease; a constant makes the clock stand
   */
  RecordingClock(LongSupplier stopwatch) {
    this.stopwatch = stopwatch;
  }

  /** The clock showed {@code reading} when the stopwatch did {@code stopwatch}. */
  private record Mark(long reading, long stopwatch, boolean running) {
    long at(long now) {
      return running ? reading + Math.max(0, now - stopwatch) : reading;
    }
  }

  @Override
  public long epochNanos() {
    Mark current = mark;
    return current.at(stopwatch.getAsLong());
  }

  /** Stands at the first frame until that is handed over: what comes before is no latency. */
  void startAt(long receivedAtNanos) {
    mark = new Mark(receivedAtNanos, 0, false);
  }

  /** Moves to a frame's receipt time, or not at all when the stopwatch has run past it. */
  void handedOver(long receivedAtNanos) {
    // One reading of the stopwatch for both, so that no thread sees a step back.
    long now = stopwatch.getAsLong();
    mark = new Mark(Math.max(receivedAtNanos, mark.at(now)), now, true);
  }
}
