package io.tickcast.core;

import org.jspecify.annotations.Nullable;

/** Says whether a decoded bar may be decided at all. <i>Confined</i> to the lane. */
final class Admission {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final FeedSettings settings;
  private String detail = "";

  Admission(FeedSettings settings) {
    this.settings = settings;
  }

  /**
   * Checks a bar's time.
   *
   * @return null when it may be decided, else why not; {@link #detail} says more
   */
  @Nullable RefusalReason check(Series series, long barTimeMillis, long receivedAtNanos) {
    if (barTimeMillis == series.lastBarMillis) {
      return refuse(RefusalReason.DUPLICATE, "expected a new bar, found that of ", barTimeMillis);
    }
    if (barTimeMillis < series.lastBarMillis) {
      return refuse(
          RefusalReason.OUT_OF_ORDER,
          "expected a bar after " + series.lastBarMillis + ", found that of ",
          barTimeMillis);
    }
    long age = receivedAtNanos / NANOS_PER_MILLI - barTimeMillis;
    long oldest = maxAgeMillis(series);
    if (age > oldest) {
      return refuse(
          RefusalReason.STALE,
          "expected a bar of at most " + oldest + " ms of age, found ms ",
          age);
    }
    if (-age > series.timeframe.millis()) {
      return refuse(
          RefusalReason.FUTURE, "expected a bar of at most one bar ahead, found ms ", -age);
    }
    if (!inSession(series, barTimeMillis)) {
      return refuse(
          RefusalReason.OUT_OF_SESSION,
          "expected a bar of the calendar '" + series.calendar.orElseThrow() + "', found that of ",
          barTimeMillis);
    }
    return null;
  }

  /** Whether trading was open at any time of a bar: a session may lie within a bar of a day. */
  private static boolean inSession(Series series, long barTimeMillis) {
    if (series.calendar.isEmpty()) {
      return true;
    }
    return firstOpen(series, barTimeMillis - series.timeframe.millis()) < barTimeMillis;
  }

  /** The first time from a time on at which trading is open; {@link Long#MAX_VALUE} for never. */
  static long firstOpen(Series series, long fromMillis) {
    long at = fromMillis;
    while (series.calendar.isPresent() && at != Long.MAX_VALUE) {
      TradingCalendar.Span span = spanAt(series, at);
      if (span.open()) {
        return at;
      }
      at = span.untilMillis();
    }
    return at;
  }

  private static TradingCalendar.Span spanAt(Series series, long millis) {
    TradingCalendar.Span span = series.span;
    if (span == null || !span.contains(millis)) {
      span = series.calendar.orElseThrow().spanAt(millis);
      series.span = span;
    }
    return span;
  }

  /** How old a bar may be. */
  long maxAgeMillis(Series series) {
    return settings.maxAgeMillis(series.timeframe);
  }

  String detail() {
    return detail;
  }

  private RefusalReason refuse(RefusalReason reason, String what, long found) {
    detail = what + found;
    return reason;
  }
}
