package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What waits for a stream's word. */
final class AcknowledgementsTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private final Acknowledgements acks = new Acknowledgements(100);

  private static Unacknowledged message(long bytes) {
    return new Unacknowledged("signals.EURUSD", "id", new byte[0], bytes, 0);
  }

  @Test
  void hasRoom_upToTheLimit_isTrue() {
    assertThat(acks.hasRoom(1_000)).as("anything, when nothing waits").isTrue();
    long first = acks.add(message(60));
    assertThat(acks.hasRoom(40)).isTrue();
    assertThat(acks.hasRoom(41)).isFalse();
    acks.remove(first);
    assertThat(acks.remove(first)).as("the same again").isNull();
    assertThat(acks.hasRoom(1_000)).isTrue();
  }

  @Test
  void waiting_some_keepsTheOrderOfPublishing() {
    long first = acks.add(message(1));
    long second = acks.add(message(2));
    long third = acks.add(message(3));
    acks.remove(second);
    assertThat(acks.waiting(message -> true))
        .extracting(Map.Entry::getKey)
        .containsExactly(first, third);
    assertThat(acks.waiting(message -> message.bytes == 3)).hasSize(1);
    assertThat(acks.text()).isEqualTo("; messages not acknowledged yet: 2");
  }

  @Test
  void text_lost_isCountedWithTheLastReason() {
    assertThat(acks.text()).isEmpty();
    acks.lost("one reason");
    acks.lost("another");
    assertThat(acks.text())
        .isEqualTo("; messages not known to be in a stream: 2, the last: another");
  }

  @Test
  void awaitNone_lastOneRemoved_returns() throws Exception {
    long token = acks.add(message(1));
    assertThat(acks.awaitNone(Duration.ofMillis(1))).isFalse();
    CompletableFuture<Void> removed = CompletableFuture.runAsync(() -> acks.remove(token));
    assertThat(acks.awaitNone(Duration.ofSeconds(60))).isTrue();
    removed.join();
  }

  @Test
  void isDue_waits_double() {
    Unacknowledged message = message(1);
    assertThat(message.isDue(SECOND - 1, SECOND, 2)).isFalse();
    assertThat(message.isDue(SECOND, SECOND, 2)).isTrue();
    message.resent(SECOND);
    assertThat(message.isDue(3 * SECOND - 1, SECOND, 2)).isFalse();
    assertThat(message.isDue(3 * SECOND, SECOND, 2)).isTrue();
    message.resent(3 * SECOND);
    assertThat(message.isDue(100 * SECOND, SECOND, 2)).as("after the most resends").isFalse();
  }

  @Test
  void isDue_overdue_isAtOnceAndOnce() {
    Unacknowledged message = message(1);
    message.markOverdue();
    assertThat(message.isDue(1, SECOND, 2)).isTrue();
    message.resent(1);
    assertThat(message.isDue(2, SECOND, 2)).isFalse();
  }
}
