package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes out again on the next connection. */
final class UnconfirmedTest {
  private final Unconfirmed unconfirmed = new Unconfirmed();

  private void begin(int number) {
    byte[] value = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    unconfirmed.begin("signals.EURUSD", "signals.EURUSD.5m", value, number);
  }

  private void write(int from, int until) {
    for (int i = from; i < until; i++) {
      begin(i);
      unconfirmed.done();
    }
  }

  private List<Long> resent() {
    List<Long> all = new ArrayList<>();
    unconfirmed.resend(
        (subject, ofTimeframe, value, nanos) -> {
          assertThat(new String(value, StandardCharsets.UTF_8)).isEqualTo("" + nanos);
          assertThat(ofTimeframe).isEqualTo(subject + ".5m");
          all.add(nanos);
        });
    return all;
  }

  @Test
  void resend_someConfirmed_showsTheOthersInOrder() {
    write(0, 3);
    long before = unconfirmed.handedOver();
    write(3, 5);
    unconfirmed.confirmed(before);
    assertThat(resent()).containsExactly(3L, 4L);
    assertThat(resent()).containsExactly(3L, 4L);
    unconfirmed.confirmed(unconfirmed.handedOver());
    assertThat(resent()).isEmpty();
    assertThat(unconfirmed.isEmpty()).isTrue();
  }

  @Test
  void confirmed_arraysHaveGrownMeanwhile_meansTheSameSignals() {
    write(0, 70);
    unconfirmed.confirmed(unconfirmed.handedOver());
    write(70, 100);
    long before = unconfirmed.handedOver();
    write(100, 400);
    unconfirmed.confirmed(before);
    List<Long> all = resent();
    assertThat(all).hasSize(300).isSorted();
    assertThat(all.get(0)).isEqualTo(100);
  }

  @Test
  void begin_notHandedOverYet_isResentAndNotConfirmed() {
    write(0, 1);
    begin(1);
    unconfirmed.confirmed(unconfirmed.handedOver());
    assertThat(resent()).containsExactly(1L);
    unconfirmed.undo();
    assertThat(unconfirmed.isEmpty()).isTrue();
  }

  @Test
  void connectionLost_nothingUnconfirmed_holdsNothingUp() {
    unconfirmed.connectionLost();
    assertThat(unconfirmed.isInterrupted()).isFalse();
    write(0, 1);
    unconfirmed.connectionLost();
    assertThat(unconfirmed.isInterrupted()).isTrue();
    assertThat(resent()).hasSize(1);
    assertThat(unconfirmed.isInterrupted()).isFalse();
  }
}
