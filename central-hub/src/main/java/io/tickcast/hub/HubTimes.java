package io.tickcast.hub;

import java.time.Duration;

/**
 * The time limits of a hub's client. <i>Immutable.</i>
 *
 * @param ttl how long a configuration counts as fresh; then it is fetched again. 1 s to a day
 * @param connectTimeout how long a connection may take
 * @param requestTimeout how long a whole answer may take
 * @param backoff the pause after the first failed try; it doubles with each further one
 * @param away how long after a failed round the next one begins
 * @param hintInterval the shortest time between two fetches that hints ask for
 * @param heartbeat how often the hub hears that this service is there
 */
public record HubTimes(
    Duration ttl,
    Duration connectTimeout,
    Duration requestTimeout,
    Duration backoff,
    Duration away,
    Duration hintInterval,
    Duration heartbeat) {
  private static final Duration SHORTEST = Duration.ofMillis(10);

  /** Checks the ranges. */
  public HubTimes {
    within("ttl", ttl, SHORTEST, Duration.ofDays(1));
    within("connect_timeout", connectTimeout, SHORTEST, Duration.ofMinutes(1));
    within("request_timeout", requestTimeout, SHORTEST, Duration.ofMinutes(1));
    within("backoff", backoff, SHORTEST, Duration.ofMinutes(1));
    within("away", away, SHORTEST, Duration.ofHours(1));
    within("hint_interval", hintInterval, Duration.ZERO, Duration.ofMinutes(1));
    within("heartbeat", heartbeat, SHORTEST, Duration.ofHours(1));
  }

  private static void within(String name, Duration value, Duration low, Duration high) {
    if (value.compareTo(low) < 0 || value.compareTo(high) > 0) {
      throw Problems.invalid(name, low + " to " + high, value.toString());
    }
  }

  /** 5 minutes; 2 s, 5 s; 1 s; 30 s; 1 s; 30 s. */
  public static HubTimes defaults() {
    return new HubTimes(
        Duration.ofMinutes(5),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30));
  }
}
