package io.tickcast.tck;

import io.tickcast.api.EpochNanoClock;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is moved. */
final class TckClock implements EpochNanoClock {
  private final AtomicLong now = new AtomicLong(FeatureSourceTck.RECEIVED_AT_NANOS);

  @Override
  public long epochNanos() {
    return now.get();
  }

  /** Moves on by one second and gives the new reading. */
  long advance() {
    return now.addAndGet(1_000_000_000L);
  }
}
