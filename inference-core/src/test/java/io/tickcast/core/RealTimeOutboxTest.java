package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealTimeOutboxTest {
  private static final long MINUTE = 60_000;

  private final Heard heard = new Heard();
  private final Reporter reporter = new Reporter(List.of(heard), new Counters());
  private final ListSink sink = ListSink.realTime();
  private final SinkTap tap = new SinkTap("nats", sink, reporter);
  private final RealTimeOutbox outbox =
      new RealTimeOutbox(tap, reporter, new MemoryJournal(1).writer());

  private void publish(int number) {
    publish(outbox, number);
  }

  private static void publish(RealTimeOutbox outbox, int number) {
    Decision decision = Decisions.of(SignalType.BUY);
    decision.signal = Messages.utf8("s" + number);
    decision.idLow = number;
    decision.validUntilMillis = BAR + number * MINUTE;
    outbox.publish(decision, 0);
    outbox.flush();
  }

  private int retryAt(long millis) {
    return outbox.retry(millis * 1_000_000L);
  }

  private long waiting() {
    return tap.status().lagRecords();
  }

  @Test
  void publish_sinkThatTakes_getsItAtOnceAndIsNotAskedToWait() {
    publish(1);
    publish(2);
    assertThat(sink.signals()).containsExactly("s1", "s2");
    assertThat(sink.timeouts).containsOnly(Duration.ZERO);
    assertThat(outbox.isEmpty()).isTrue();
    assertThat(waiting()).isZero();
  }

  @Test
  void publish_sinkThatTakesNothing_waitsInOrder() {
    sink.answering((batch, refusals) -> 0);
    publish(1);
    sink.works();
    publish(2);
    publish(3);
    assertThat(sink.taken).isEmpty();
    assertThat(waiting()).isEqualTo(3);
    assertThat(retryAt(BAR)).isEqualTo(3);
    assertThat(sink.signals()).containsExactly("s1", "s2", "s3");
    assertThat(waiting()).isZero();
    assertThat(retryAt(BAR)).isZero();
  }

  @Test
  void publish_sinkThatThrows_waitsToo() {
    sink.answering(
        (batch, refusals) -> {
          throw new InferenceException(ErrorCode.EXTERNAL_UNAVAILABLE, "no connection");
        });
    publish(1);
    assertThat(retryAt(BAR)).isZero();
    sink.works();
    assertThat(retryAt(BAR)).isEqualTo(1);
    assertThat(sink.signals()).containsExactly("s1");
    assertThat(heard.alerts)
        .containsExactly(
            "sink_failed: sink 'nats': no connection",
            "sink_recovered: sink 'nats' takes records again");
  }

  @Test
  void retry_signalsThatExpired_areGivenUpByName() {
    sink.answering((batch, refusals) -> 0);
    publish(1);
    publish(2);
    publish(3);
    assertThat(retryAt(BAR + MINUTE)).as("still valid at its last moment").isZero();
    sink.works();
    assertThat(retryAt(BAR + 2 * MINUTE + 1)).isEqualTo(3);
    assertThat(sink.signals()).containsExactly("s3");
    assertThat(waiting()).isZero();
    assertThat(heard.alerts).hasSize(2);
    assertThat(heard.alerts.get(0))
        .startsWith("signal_not_delivered: sink 'nats': signal ")
        .endsWith(" of EURUSD: expected it out while valid, found it expired");
  }

  @Test
  void retry_sinkThatTakesSome_keepsTheRest() {
    sink.answering((batch, refusals) -> 0);
    publish(1);
    publish(2);
    sink.answering((batch, refusals) -> sink.taken.isEmpty() ? 1 : 0);
    assertThat(retryAt(BAR)).isEqualTo(1);
    assertThat(waiting()).isEqualTo(1);
    sink.works();
    retryAt(BAR);
    assertThat(sink.signals()).containsExactly("s1", "s2");
  }

  @Test
  void publish_moreThanFit_givesUpTheOldest() {
    sink.answering((batch, refusals) -> 0);
    for (int number = 1; number <= 4_098; number++) {
      publish(number);
    }
    assertThat(waiting()).isEqualTo(4_096);
    assertThat(heard.alerts).hasSize(2).allMatch(alert -> alert.contains("found 4096 waiting"));
    sink.works();
    retryAt(BAR);
    assertThat(sink.signals()).hasSize(4_096).startsWith("s3").endsWith("s4098");
  }

  @Test
  void publish_refusedForGood_doesNotWait() {
    sink.answering(
        (batch, refusals) -> {
          refusals.refuse(0, "too long");
          return 1;
        });
    publish(1);
    assertThat(outbox.isEmpty()).isTrue();
    assertThat(heard.alerts)
        .containsExactly(
            "record_refused: sink 'nats' refused the signal of EURUSD at position 1: too long");
  }

  @Test
  void abandon_whatWaits_isGivenUpByName() {
    sink.answering((batch, refusals) -> 0);
    publish(1);
    publish(2);
    outbox.abandon();
    assertThat(outbox.isEmpty()).isTrue();
    assertThat(waiting()).isZero();
    assertThat(heard.alerts).hasSize(2);
    assertThat(heard.alerts.get(1)).contains("expected it out before the engine closed");
  }

  @Test
  void publish_signalRefusedForGood_isNotedAsGivenUp() {
    List<Boolean> givenUp = new ArrayList<>();
    RealTimeOutbox noted = new RealTimeOutbox(tap, reporter, taking(givenUp));
    sink.answering(
        (batch, refusals) -> {
          refusals.refuse(0, "payload too large");
          return 1;
        });
    publish(noted, 1);
    sink.works();
    publish(noted, 2);
    noted.record();
    assertThat(givenUp).containsExactly(true, false);
    assertThat(tap.status().refused()).isEqualTo(1);
  }

  private static Journal.Writer taking(List<Boolean> givenUp) {
    return new Journal.Writer() {
      @Override
      public long append(Decision decision, ServingModel model) {
        return 0;
      }

      @Override
      public void append(DeliveryNotes notes) {
        for (int i = 0; i < notes.count(); i++) {
          givenUp.add(notes.isGivenUp(i));
        }
      }
    };
  }
}
