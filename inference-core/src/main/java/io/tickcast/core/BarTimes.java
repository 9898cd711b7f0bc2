package io.tickcast.core;

import io.tickcast.api.Timeframe;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Times of bars: units, text forms, and the close time of what a feed stamps. */
final class BarTimes {
  /** 2000-01-01, the first plausible time. */
  private static final long FIRST_MILLIS = 946_684_800_000L;

  /** 2100-01-01, the first time that is none. */
  private static final long END_MILLIS = 4_102_444_800_000L;

  /** The epoch was a Thursday, and weeks begin on Monday. */
  private static final long WEEK_OFFSET_MILLIS = 4 * 86_400_000L;

  private BarTimes() {}

  /** The unit that a value must be in when it can not be milliseconds; null when it can. */
  static @Nullable String wrongUnit(long value) {
    if (plausible(value)) {
      return null;
    }
    if (value < FIRST_MILLIS && value >= 0 && plausible(value * 1_000)) {
      return "seconds";
    }
    if (plausible(value / 1_000)) {
      return "microseconds";
    }
    return plausible(value / 1_000_000) ? "nanoseconds" : "a time outside 2000 to 2100";
  }

  private static boolean plausible(long millis) {
    return millis >= FIRST_MILLIS && millis < END_MILLIS;
  }

  /**
   * Milliseconds of an ISO-8601 text, UTC where it names no zone; -1 when it is none or not
   * plausible.
   */
  static long parse(String text) {
    String iso = text.replace(' ', 'T');
    try {
      boolean zoned = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
      Instant instant =
          zoned
              ? OffsetDateTime.parse(iso).toInstant()
              : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
      long millis = instant.toEpochMilli();
      return plausible(millis) ? millis : -1;
    } catch (DateTimeParseException | ArithmeticException e) {
      return -1;
    }
  }

  /**
   * The close time of the bar that a feed stamps with a time; aligned, that is the end of the
   * interval which the time lies in. An opening time lies in the interval that it begins, a closing
   * time in the one that it ends.
   */
  static long close(long stamped, Timeframe timeframe, FeedSettings settings) {
    boolean open = settings.barTime() == BarTime.OPEN;
    long length = timeframe.millis();
    if (!settings.alignBars()) {
      return open ? stamped + length : stamped;
    }
    long offset = timeframe == Timeframe.W1 ? WEEK_OFFSET_MILLIS : 0;
    return open
        ? stamped - Math.floorMod(stamped - offset, length) + length
        : stamped + Math.floorMod(offset - stamped, length);
  }
}
