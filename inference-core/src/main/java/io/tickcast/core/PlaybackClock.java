package io.tickcast.core;

import io.tickcast.api.EpochNanoClock;

/** Gives recorded readings again, in their order, and then the last one. <i>Confined.</i> */
final class PlaybackClock implements EpochNanoClock {
  private long[] readings = {0};
  private int next;

  /** The readings of one bar: its start, then prediction and decision of each model. */
  void play(long... recorded) {
    readings = recorded;
    next = 0;
  }

  @Override
  public long epochNanos() {
    long reading = readings[Math.min(next, readings.length - 1)];
    next++;
    return reading;
  }
}
