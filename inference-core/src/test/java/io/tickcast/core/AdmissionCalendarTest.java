package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.Timeframe;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdmissionCalendarTest {
  private final Admission admission = new Admission(FeedSettings.defaults());

  @ParameterizedTest
  @CsvSource({
    // In January the week opens on Sunday 22:00 UTC and closes on Friday 22:00 UTC.
    "2026-01-04T22:00:00Z,false",
    "2026-01-04T22:30:00Z,true",
    "2026-01-04T23:00:00Z,true",
    "2026-01-09T22:00:00Z,true",
    "2026-01-09T22:30:00Z,true",
    "2026-01-09T23:00:00Z,false",
    "2026-01-10T12:00:00Z,false"
  })
  void check_hourOfAnFxWeek_isRefusedWhenNothingOfItTrades(String close, boolean admitted) {
    Series series =
        new Series(
            "features.EURUSD.1h", "EURUSD", Timeframe.H1, 0, Optional.of(TradingCalendar.fx()));
    long millis = Instant.parse(close).toEpochMilli();

    RefusalReason reason = admission.check(series, millis, millis * 1_000_000L);

    assertThat(reason).isEqualTo(admitted ? null : RefusalReason.OUT_OF_SESSION);
  }
}
