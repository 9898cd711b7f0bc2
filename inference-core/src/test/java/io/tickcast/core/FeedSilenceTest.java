package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.Timeframe;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FeedSilenceTest {
  private final Series fx = series(Optional.of(TradingCalendar.fx()));

  private static Series series(Optional<TradingCalendar> calendar) {
    return new Series("features.EURUSD.1h", "EURUSD", Timeframe.H1, 0, calendar);
  }

  private static long millis(String iso) {
    return Instant.parse(iso).toEpochMilli();
  }

  @Test
  void isSilent_barsMissingInASession_isTrueAfterThree() {
    fx.lastBarMillis = millis("2026-01-07T10:00:00Z");

    assertThat(FeedSilence.isSilent(fx, millis("2026-01-07T13:00:00Z"))).isFalse();
    assertThat(FeedSilence.isSilent(fx, millis("2026-01-07T13:00:01Z"))).isTrue();
  }

  @Test
  void isSilent_weekend_isFalse() {
    fx.lastBarMillis = millis("2026-01-09T22:00:00Z");

    assertThat(FeedSilence.isSilent(fx, millis("2026-01-11T12:00:00Z"))).isFalse();
  }

  @Test
  void isSilent_afterTheWeekend_countsFromTheOpening() {
    fx.lastBarMillis = millis("2026-01-09T22:00:00Z");

    assertThat(FeedSilence.isSilent(fx, millis("2026-01-12T01:00:00Z"))).isFalse();
    assertThat(FeedSilence.isSilent(fx, millis("2026-01-12T01:00:01Z"))).isTrue();
  }

  @Test
  void isSilent_noBarYet_countsFromTheOpening() {
    assertThat(FeedSilence.isSilent(fx, millis("2026-01-07T10:00:00Z"))).isTrue();
  }

  @Test
  void isSilent_noCalendar_isNeverSaid() {
    assertThat(FeedSilence.isSilent(series(Optional.empty()), millis("2026-01-07T10:00:00Z")))
        .isFalse();
  }
}
