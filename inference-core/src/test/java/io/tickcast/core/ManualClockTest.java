package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ManualClockTest {
  @Test
  void epochNanos_untilMoved_standsStill() {
    ManualClock clock = ManualClock.ofMillis(5);
    assertThat(clock.epochNanos()).isEqualTo(5_000_000);
    assertThat(clock.advance(Duration.ofNanos(7))).isEqualTo(5_000_007);
    clock.set(6_000_000);
    clock.set(6_000_000);
    assertThat(clock.epochNanos()).isEqualTo(6_000_000);
  }

  @Test
  void move_backwards_isRefusedAndChangesNothing() {
    ManualClock clock = new ManualClock(100);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clock.set(99))
        .withMessage("expected a time of at least 100 ns, found 99");
    assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofNanos(-1)));
    assertThat(clock.epochNanos()).isEqualTo(100);
  }

  @Test
  void ofMillis_beyondTheRange_isRefused() {
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> ManualClock.ofMillis(Long.MAX_VALUE));
  }
}
