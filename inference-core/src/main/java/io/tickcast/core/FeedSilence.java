package io.tickcast.core;

/** Says whether a feed has stopped, by the calendar of its instrument. */
final class FeedSilence {
  /** One bar may be late, the second one is missing. */
  private static final int BARS = 3;

  private FeedSilence() {}

  /**
   * Whether a series had no bar for three bars of open time. Without a calendar nobody knows when
   * it should have had one.
   */
  static boolean isSilent(Series series, long nowMillis) {
    if (series.calendar.isEmpty()) {
      return false;
    }
    TradingCalendar.Span span = series.calendar.get().spanAt(nowMillis);
    long since = Math.max(series.lastBarMillis, span.fromMillis());
    return span.open() && nowMillis - BARS * series.timeframe.millis() > since;
  }
}
