package io.tickcast.benchmarks.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WindowTest {
  private static final long FIRST = 1_000;

  private final Window window = new Window(Side.TICKCAST, FIRST);

  @Test
  void window_withEachBarBackOnce_isDone() throws InterruptedException {
    send(3);
    answer(FIRST + 2, FIRST, FIRST + 1);
    assertThat(window.awaitAnswers(0)).isFalse();
    window.close();
    assertThat(window.awaitAnswers(0)).isTrue();
    window.verify();
    assertThat(window.bars()).isEqualTo(3);
    assertThat(window.nextBar()).isEqualTo(FIRST + 3);
    assertThat(window.hasRoom()).isFalse();
  }

  @Test
  void latency_ofABar_countsFromTheTimeGiven() {
    window.sent(1_000);
    window.sent(2_000);
    window.answered(Side.TICKCAST, FIRST, 11_000);
    window.answered(Side.TICKCAST, FIRST + 1, 2_500);
    assertThat(window.latency().getMaxValue()).isBetween(9_990L, 10_010L);
    assertThat(window.latency().getMinValue()).isEqualTo(500);
    assertThat(window.seconds()).isEqualTo(10_000 / 1e9);
  }

  @Test
  void window_withoutAnAnswer_isRefusedByTheFirstOne() {
    send(3);
    answer(FIRST);
    window.close();
    assertThatThrownBy(window::verify)
        .hasMessage(
            "expected one answer of tickcast for each of 3 bars, found 1 answered, 0 answered again"
                + " and 0 answers to none of them; the first without one is bar 1001 of PAIR01");
  }

  @Test
  void window_withAnAnswerTwice_isRefused() {
    send(1);
    answer(FIRST, FIRST);
    assertThatThrownBy(window::verify).hasMessageContaining("1 answered again");
  }

  @Test
  void window_withAnAnswerToNoBarOfIts_isRefused() {
    send(1);
    answer(FIRST, FIRST + 1, FIRST - 1, BarKey.NONE);
    assertThatThrownBy(window::verify).hasMessageContaining("3 answers to none of them");
  }

  @Test
  void window_withAnAnswerOfTheOtherSide_isRefused() {
    send(1);
    window.answered(Side.ECHO, FIRST, 0);
    assertThatThrownBy(window::verify).hasMessageContaining("1 answers to none of them");
  }

  private void send(int count) {
    for (int i = 0; i < count; i++) {
      window.sent(i);
    }
  }

  private void answer(long... bars) {
    for (long bar : bars) {
      window.answered(Side.TICKCAST, bar, 5_000);
    }
  }
}
