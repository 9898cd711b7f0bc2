package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pauses between attempts. */
final class BackoffTest {
  @Test
  void getWaitTime_anyAttempt_growsToTheLongestAndVaries() {
    Backoff backoff = new Backoff(Duration.ofSeconds(2));
    for (int i = 0; i < 200; i++) {
      assertThat(backoff.getWaitTime(1)).isBetween(Duration.ofMillis(25), Duration.ofMillis(50));
      assertThat(backoff.getWaitTime(3)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    }
    Set<Duration> seen = new HashSet<>();
    for (long attempts : new long[] {0, 7, 100, 1_000_000, Long.MAX_VALUE}) {
      Duration wait = backoff.getWaitTime(attempts);
      assertThat(wait).isBetween(Duration.ofMillis(25), Duration.ofSeconds(2));
    }
    for (int i = 0; i < 200; i++) {
      seen.add(backoff.getWaitTime(50));
    }
    assertThat(seen).hasSizeGreaterThan(20);
    assertThat(seen).allMatch(wait -> wait.toMillis() >= 1_000 && wait.toMillis() <= 2_000);
  }
}
