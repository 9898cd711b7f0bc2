package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.STEP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.Timeframe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final Series series = new Series("features.EURUSD.5m", "EURUSD", Timeframe.M5, 0);

  private static Admission admission(Optional<Duration> maxAge) {
    return new Admission(
        new FeedSettings(maxAge, BarTime.CLOSE, false, List.of(), 1 << 20, 100, 100));
  }

  private static long nanos(long millis) {
    return millis * 1_000_000L;
  }

  @Test
  void check_age_isUpToTwoBarsByDefault() {
    Admission admission = admission(Optional.empty());
    assertThat(admission.check(series, BAR, nanos(BAR + 2 * STEP) + 999_999)).isNull();
    assertThat(admission.check(series, BAR, nanos(BAR + 2 * STEP + 1)))
        .isEqualTo(RefusalReason.STALE);
    assertThat(admission.detail())
        .isEqualTo("expected a bar of at most 600000 ms of age, found ms 600001");
  }

  @Test
  void check_ageWithALimit_isUpToThat() {
    Admission admission = admission(Optional.of(Duration.ofSeconds(5)));
    assertThat(admission.check(series, BAR, nanos(BAR + 5_000))).isNull();
    assertThat(admission.check(series, BAR, nanos(BAR + 5_001))).isEqualTo(RefusalReason.STALE);
    assertThat(admission(Optional.of(Duration.ofNanos(1))).check(series, BAR, nanos(BAR + 1)))
        .isEqualTo(RefusalReason.STALE);
  }

  @Test
  void check_future_isUpToOneBar() {
    Admission admission = admission(Optional.empty());
    assertThat(admission.check(series, BAR, nanos(BAR - STEP))).isNull();
    assertThat(admission.check(series, BAR, nanos(BAR - STEP - 1))).isEqualTo(RefusalReason.FUTURE);
    assertThat(admission.detail())
        .isEqualTo("expected a bar of at most one bar ahead, found ms 300001");
    assertThat(admission.check(series, BAR, 0)).isEqualTo(RefusalReason.FUTURE);
  }

  @Test
  void check_barsAlreadyDecided_areDuplicatesOrOutOfOrder() {
    Admission admission = admission(Optional.empty());
    series.lastBarMillis = BAR;
    assertThat(admission.check(series, BAR, nanos(BAR))).isEqualTo(RefusalReason.DUPLICATE);
    assertThat(admission.detail()).isEqualTo("expected a new bar, found that of " + BAR);
    assertThat(admission.check(series, BAR - 1, nanos(BAR))).isEqualTo(RefusalReason.OUT_OF_ORDER);
    assertThat(admission.detail())
        .isEqualTo("expected a bar after " + BAR + ", found that of " + (BAR - 1));
    assertThat(admission.check(series, BAR + 1, nanos(BAR))).isNull();
  }
}
