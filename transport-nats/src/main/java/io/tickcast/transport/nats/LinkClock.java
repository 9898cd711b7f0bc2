package io.tickcast.transport.nats;

/**
 * How long servers take to answer: the one clock of all that waits for acknowledgements and pings,
 * which no decision and no record depends on.
 */
final class LinkClock {
  private LinkClock() {}

  /** A reading that only differences can be made of, in nanoseconds. */
  static long nanos() {
    return System.nanoTime();
  }
}
