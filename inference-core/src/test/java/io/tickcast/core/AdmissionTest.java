package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.STEP;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.Timeframe;
import io.tickcast.core.TradingCalendar.Session;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "1d, 2025-10-21T00:00:00Z, true",
    "1d, 2025-10-19T00:00:00Z, false",
    "1d, 2025-12-26T00:00:00Z, false",
    "1w, 2025-10-20T00:00:00Z, true",
    "4h, 2025-10-20T12:00:00Z, false",
    "4h, 2025-10-20T16:00:00Z, true",
    "4h, 2025-10-20T20:00:00Z, true",
    "1h, 2025-10-20T21:00:00Z, false"
  })
  void check_barOfAStock_isTakenWhenASessionLiesInIt(
      String timeframe, String close, boolean admitted) {
    List<Session> sessions = new ArrayList<>();
    for (int day = 1; day <= 5; day++) {
      DayOfWeek weekday = DayOfWeek.of(day);
      sessions.add(new Session(weekday, LocalTime.of(9, 30), weekday, LocalTime.of(16, 0)));
    }
    TradingCalendar stocks =
        TradingCalendar.of(
            ZoneId.of("America/New_York"), sessions, Set.of(LocalDate.parse("2025-12-25")));
    Series stock =
        new Series(
            "features.AAPL." + timeframe, "AAPL", Timeframe.of(timeframe), 0, Optional.of(stocks));
    long millis = Instant.parse(close).toEpochMilli();
    assertThat(admission(Optional.empty()).check(stock, millis, nanos(millis)))
        .isEqualTo(admitted ? null : RefusalReason.OUT_OF_SESSION);
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
