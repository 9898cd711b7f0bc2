package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.InferenceException;
import io.tickcast.core.TradingCalendar.Session;
import io.tickcast.core.TradingCalendar.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TradingCalendarTest {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  private static long millis(String iso) {
    return Instant.parse(iso).toEpochMilli();
  }

  @ParameterizedTest
  @CsvSource({
    // 17:00 in New York is 22:00 UTC in winter and 21:00 UTC in summer.
    "2026-01-04T21:59:59.999Z,false",
    "2026-01-04T22:00:00Z,true",
    "2026-01-07T03:00:00Z,true",
    "2026-01-09T21:59:59.999Z,true",
    "2026-01-09T22:00:00Z,false",
    "2026-01-10T12:00:00Z,false",
    "2026-07-05T20:59:59.999Z,false",
    "2026-07-05T21:00:00Z,true",
    "2026-07-10T21:00:00Z,false"
  })
  void isOpen_fx_followsNewYork(String at, boolean open) {
    assertThat(TradingCalendar.fx().isOpen(millis(at))).isEqualTo(open);
  }

  @Test
  void isOpen_fxOverAChangeOfClocks_keepsItsLocalHours() {
    // 2026-03-08: New York goes to summer time on the Sunday on which the week opens.
    assertThat(TradingCalendar.fx().isOpen(millis("2026-03-08T20:59:59Z"))).isFalse();
    assertThat(TradingCalendar.fx().isOpen(millis("2026-03-08T21:00:00Z"))).isTrue();
  }

  @Test
  void isOpen_always_isTrueAtTheWeekend() {
    assertThat(TradingCalendar.always().isOpen(millis("2026-01-10T12:00:00Z"))).isTrue();
  }

  @Test
  void isOpen_sessionsAndHoliday_areThoseOfTheZone() {
    TradingCalendar tokyo =
        TradingCalendar.of(
            TOKYO,
            List.of(
                new Session(
                    DayOfWeek.MONDAY, LocalTime.of(9, 0), DayOfWeek.MONDAY, LocalTime.of(15, 0))),
            Set.of(LocalDate.of(2026, 1, 12)));

    assertThat(tokyo.isOpen(millis("2026-01-05T00:00:00Z"))).isTrue();
    assertThat(tokyo.isOpen(millis("2026-01-05T06:00:00Z"))).isFalse();
    assertThat(tokyo.isOpen(millis("2026-01-12T00:00:00Z"))).isFalse();
  }

  @Test
  void spanAt_anyTime_saysTheSameAsIsOpenUpToItsEdges() {
    TradingCalendar fx = TradingCalendar.fx();
    long start = millis("2026-02-27T00:00:00Z");
    for (long at = start; at < start + 14 * 86_400_000L; at += 1_234_567) {
      Span span = fx.spanAt(at);

      assertThat(span.contains(at)).isTrue();
      assertThat(span.open()).isEqualTo(fx.isOpen(at));
      assertThat(fx.isOpen(span.fromMillis())).isEqualTo(span.open());
      assertThat(fx.isOpen(span.untilMillis() - 1)).isEqualTo(span.open());
      assertThat(fx.isOpen(span.untilMillis())).isNotEqualTo(span.open());
    }
  }

  @Test
  void session_withoutLength_isRefused() {
    assertThatThrownBy(
            () ->
                new Session(DayOfWeek.MONDAY, LocalTime.NOON, DayOfWeek.MONDAY, LocalTime.of(9, 0)))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("calendar.sessions: expected a session that opens before it closes");
  }
}
