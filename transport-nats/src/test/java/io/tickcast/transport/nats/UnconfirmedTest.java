package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes out again on the next connection. */
final class UnconfirmedTest {
  private final Unconfirmed unconfirmed = new Unconfirmed();

  private void begin(int number, long generation) {
    byte[] value = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    unconfirmed.begin("signals.EURUSD", "signals.EURUSD.5m", value, number, generation);
  }

  private void write(int from, int until, long generation) {
    for (int i = from; i < until; i++) {
      begin(i, generation);
      unconfirmed.done();
    }
  }

  private void confirmAll(long generation) {
    unconfirmed.confirmed(unconfirmed.handedOver(), generation);
  }

  private List<Long> resent(long generation) {
    List<Long> all = new ArrayList<>();
    unconfirmed.resend(
        (subject, ofTimeframe, value, nanos) -> {
          assertThat(new String(value, StandardCharsets.UTF_8)).isEqualTo("" + nanos);
          assertThat(ofTimeframe).isEqualTo(subject + ".5m");
          all.add(nanos);
        },
        generation);
    return all;
  }

  @Test
  void resend_someConfirmed_showsTheOthersInOrderOnEachConnection() {
    write(0, 3, 1);
    long before = unconfirmed.handedOver();
    write(3, 5, 1);
    unconfirmed.confirmed(before, 1);
    assertThat(resent(2)).containsExactly(3L, 4L);
    assertThat(resent(3)).containsExactly(3L, 4L);
    confirmAll(3);
    assertThat(resent(4)).isEmpty();
    assertThat(unconfirmed.isEmpty()).isTrue();
  }

  @Test
  void resend_wentOutOnThisConnection_staysAsItIs() {
    write(0, 2, 1);
    assertThat(resent(1)).isEmpty();
    assertThat(unconfirmed.isEmpty()).isFalse();
  }

  @Test
  void resend_visitorThrows_keepsThemForTheNextConnection() {
    write(0, 2, 1);
    assertThatThrownBy(
            () ->
                unconfirmed.resend(
                    (subject, ofTimeframe, value, nanos) -> {
                      throw new IllegalStateException("closed");
                    },
                    2))
        .isInstanceOf(IllegalStateException.class);
    assertThat(unconfirmed.isOfAnother(2)).isTrue();
    assertThat(resent(2)).containsExactly(0L, 1L);
  }

  @Test
  void confirmed_answerOnANewerConnection_confirmsNothingOfTheLast() {
    write(0, 2, 1);
    confirmAll(2);
    assertThat(resent(2)).containsExactly(0L, 1L);
    confirmAll(2);
    assertThat(unconfirmed.isEmpty()).isTrue();
  }

  @Test
  void confirmed_arraysHaveGrownMeanwhile_meansTheSameSignals() {
    write(0, 70, 1);
    confirmAll(1);
    write(70, 100, 1);
    long before = unconfirmed.handedOver();
    write(100, 400, 1);
    unconfirmed.confirmed(before, 1);
    List<Long> all = resent(2);
    assertThat(all).hasSize(300).isSorted();
    assertThat(all.get(0)).isEqualTo(100);
  }

  @Test
  void begin_notHandedOverYet_isResentAndNotConfirmed() {
    write(0, 1, 1);
    begin(1, 1);
    confirmAll(1);
    assertThat(resent(2)).containsExactly(1L);
    unconfirmed.undo();
    assertThat(unconfirmed.isEmpty()).isTrue();
  }

  @Test
  void isOfAnother_othersUnconfirmed_untilTheyWentOutAgain() {
    assertThat(unconfirmed.isOfAnother(1)).isFalse();
    write(0, 1, 1);
    assertThat(unconfirmed.isOfAnother(1)).isFalse();
    assertThat(unconfirmed.isOfAnother(2)).isTrue();
    assertThat(resent(2)).hasSize(1);
    assertThat(unconfirmed.isOfAnother(2)).isFalse();
  }
}
