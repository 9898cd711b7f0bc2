package io.tickcast.transport.nats;

import io.nats.client.ReconnectDelayHandler;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses between attempts to connect: they double up to the longest one, and half of each is
 * random, so that the clients of a server that comes back do not come all at once.
 * <i>Immutable.</i>
 */
final class Backoff implements ReconnectDelayHandler {
  private static final long FIRST_MILLIS = 50;
  private static final int MOST_DOUBLINGS = 16;

  private final long longestMillis;

  Backoff(Duration longest) {
    this.longestMillis = longest.toMillis();
  }

  /**
   * The pause after some attempts.
   *
   * @param attempts how many have failed in a row, from 1
   */
  @Override
  public Duration getWaitTime(long attempts) {
    long doublings = Math.max(0, Math.min(attempts - 1, MOST_DOUBLINGS));
    long millis = Math.min(longestMillis, FIRST_MILLIS << doublings);
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
  }
}
