package io.tickcast.core;

import java.util.HashMap;
import java.util.Map;

/**
 * Limits the entries of each symbol, by the clock readings of its decisions. <i>Confined</i> to the
 * lane.
 *
 * <p>The generic cell rate algorithm (ITU-T I.371, annex A) with a burst of one minute: one number
 * for each symbol, the same result at every replay.
 */
final class EntryRates {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final Map<String, Arrival> arrivals = new HashMap<>();

  private static final class Arrival {
    private long theoreticalNanos = Long.MIN_VALUE;
  }

  /** When the next entry is due at the steady rate; {@link Long#MIN_VALUE} without an entry. */
  long nextEntryNanos(String symbol) {
    Arrival arrival = arrivals.get(symbol);
    return arrival == null ? Long.MIN_VALUE : arrival.theoreticalNanos;
  }

  /** Takes what was known of a symbol. */
  void restore(String symbol, long nextEntryNanos) {
    Arrival arrival = new Arrival();
    arrival.theoreticalNanos = nextEntryNanos;
    arrivals.put(symbol, arrival);
  }

  /** Counts an entry; false when it is one too many, and then it does not count. */
  boolean tryEntry(String symbol, int perMinute, long nowNanos) {
    Arrival arrival = arrivals.get(symbol);
    if (arrival == null) {
      arrival = new Arrival();
      arrivals.put(symbol, arrival);
    }
    if (arrival.theoreticalNanos > nowNanos + MINUTE_NANOS) {
      // No entry leaves that behind: the clock was put back, and counting begins anew.
      arrival.theoreticalNanos = nowNanos;
    }
    long next = Math.max(arrival.theoreticalNanos, nowNanos) + MINUTE_NANOS / perMinute;
    if (next - nowNanos > MINUTE_NANOS) {
      return false;
    }
    arrival.theoreticalNanos = next;
    return true;
  }
}
