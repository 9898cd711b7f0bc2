package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.transport.nats.LinkLog.Weight;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered and what is logged. */
final class LinkLogTest {
  private final LinkLog log =
      new LinkLog(
          new NatsConnectionConfig(
              "source 'feed'",
              List.of(URI.create("nats://h:1")),
              false,
              "name",
              new NatsLogin.User("me", "secret"),
              NatsTls.off(),
              NatsTimes.defaults()));

  @Test
  void problem_manyTimes_isLoggedOnceUntilItIsConnected() {
    try (LogLines lines = new LogLines()) {
      for (int i = 0; i < 100; i++) {
        log.problem(Weight.EXCEPTION, "one");
        log.attemptEnded();
        log.problem(Weight.EXCEPTION, "two");
        log.attemptEnded();
      }
      log.connected("nats://h:1");
      log.problem(Weight.EXCEPTION, "one");
      assertThat(lines.lines())
          .containsExactly(
              "WARN source 'feed': nats://h:1: one; trying again",
              "WARN source 'feed': nats://h:1: two; trying again",
              "INFO source 'feed': nats://h:1: connected to nats://h:1",
              "WARN source 'feed': nats://h:1: one; trying again");
    }
  }

  @Test
  void problem_everyTimeAnother_isLoggedSeldom() {
    try (LogLines lines = new LogLines()) {
      for (int i = 0; i < 1_000; i++) {
        log.problem(Weight.EXCEPTION, "number " + i);
        log.attemptEnded();
      }
      assertThat(lines.lines()).hasSizeLessThan(20);
      assertThat(log.reason()).isEqualTo("number 999");
    }
  }

  @Test
  void problem_serverHasSaidWhy_isNotReplacedInTheSameAttempt() {
    log.problem(Weight.EXCEPTION, "broken");
    log.problem(Weight.SERVER, "not let in");
    log.problem(Weight.EXCEPTION, "broken");
    assertThat(log.reason()).isEqualTo("not let in");
    log.attemptEnded();
    log.problem(Weight.EXCEPTION, "refused");
    assertThat(log.reason()).isEqualTo("refused");
    assertThat(log.reasons()).isEqualTo(4);
  }
}
