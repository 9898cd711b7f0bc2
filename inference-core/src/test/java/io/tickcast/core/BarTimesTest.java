package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.Timeframe;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarTimesTest {
  private static FeedSettings feed(BarTime barTime, boolean align) {
    return new FeedSettings(Optional.empty(), barTime, align, List.of(), 1 << 20, 100, 100);
  }

  private static long millis(String time) {
    return Instant.parse("2025-10-" + time + "Z").toEpochMilli();
  }

  @ParameterizedTest
  @CsvSource({
    "CLOSE, false, 5m, 19T09:55:00, 19T09:55:00",
    "CLOSE, false, 5m, 19T09:54:59.999, 19T09:54:59.999",
    "OPEN, false, 5m, 19T09:50:00, 19T09:55:00",
    "OPEN, false, 5m, 19T09:51:07, 19T09:56:07",
    "CLOSE, true, 5m, 19T09:55:00, 19T09:55:00",
    "CLOSE, true, 5m, 19T09:50:00.001, 19T09:55:00",
    "CLOSE, true, 5m, 19T09:54:59.999, 19T09:55:00",
    "OPEN, true, 5m, 19T09:50:00, 19T09:55:00",
    "OPEN, true, 5m, 19T09:50:00.001, 19T09:55:00",
    "OPEN, true, 5m, 19T09:54:59.999, 19T09:55:00",
    "CLOSE, true, 1h, 19T09:00:00.001, 19T10:00:00",
    "CLOSE, true, 4h, 19T09:00:00, 19T12:00:00",
    "CLOSE, true, 1d, 19T09:00:00, 20T00:00:00",
    "CLOSE, true, 1d, 20T00:00:00, 20T00:00:00",
    "OPEN, true, 1d, 20T00:00:00, 21T00:00:00",
    "CLOSE, true, 1w, 19T09:00:00, 20T00:00:00",
    "CLOSE, true, 1w, 20T00:00:00, 20T00:00:00",
    "CLOSE, true, 1w, 20T00:00:00.001, 27T00:00:00",
    "OPEN, true, 1w, 20T00:00:00, 27T00:00:00",
    "OPEN, true, 1w, 19T23:59:59, 20T00:00:00"
  })
  void close_stampedTime_isTheEndOfItsBar(
      BarTime barTime, boolean align, String timeframe, String stamped, String close) {
    assertThat(BarTimes.close(millis(stamped), Timeframe.of(timeframe), feed(barTime, align)))
        .isEqualTo(millis(close));
  }

  @Property
  void close_aligned_endsTheIntervalThatTheTimeLiesIn(
      @ForAll @LongRange(min = 946_684_800_000L, max = 4_102_444_799_999L) long stamped,
      @ForAll Timeframe timeframe) {
    long closed = BarTimes.close(stamped, timeframe, feed(BarTime.CLOSE, true));
    assertThat(closed - stamped).isBetween(0L, timeframe.millis() - 1);
    long opened = BarTimes.close(stamped, timeframe, feed(BarTime.OPEN, true));
    assertThat(opened - stamped).isBetween(1L, timeframe.millis());
    assertThat(BarTimes.close(closed, timeframe, feed(BarTime.CLOSE, true))).isEqualTo(closed);
    assertThat(Math.floorMod(closed - opened, timeframe.millis())).isZero();
  }
}
