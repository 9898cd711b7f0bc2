package io.tickcast.api;

/** How a sink is fed. */
public enum Delivery {
  /** By the lane, at once, without ever blocking it. */
  REAL_TIME,
  /** By a relay of its own, in order, behind a durable cursor. */
  ARCHIVE
}
