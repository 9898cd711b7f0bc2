package io.tickcast.core;

/** Which end of the bar a feed stamps. */
public enum BarTime {
  /** The time at which the bar closed. */
  CLOSE,
  /** The time at which the bar opened; the engine adds the timeframe on arrival. */
  OPEN
}
