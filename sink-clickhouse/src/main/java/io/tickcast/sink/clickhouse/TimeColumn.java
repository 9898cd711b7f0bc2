package io.tickcast.sink.clickhouse;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A column of times, and how SQL reads it as Unix milliseconds. <i>Immutable.</i>
 *
 * @param sql the column in SQL
 * @param kind what the column holds
 */
record TimeColumn(String sql, Kind kind) {
  /** The types of times, for people. */
  static final String EXPECTED = "DateTime, DateTime64 or Int64 milliseconds";

  /** 2100-01-01: bars have no later times, and every type can hold it. */
  private static final long END_MILLIS = 4_102_444_800_000L;

  private static final long MILLIS_PER_SECOND = 1_000;

  /** What a column of times holds. */
  enum Kind {
    /** Whole seconds. */
    SECONDS("DateTime(?:\\(.*\\))?"),
    /** Fractions of a second; what is shorter than a millisecond is cut off. */
    FRACTIONS("DateTime64\\(.*\\)"),
    /** Unix milliseconds. */
    MILLIS("U?Int64");

    private final Pattern type;

    Kind(String type) {
      this.type = Pattern.compile(type);
    }
  }

  /** The column of a name and type, if it can hold times. */
  static Optional<TimeColumn> of(String sql, String type) {
    String bare = NeededColumn.unwrapped(type);
    for (Kind kind : Kind.values()) {
      if (kind.type.matcher(bare).matches()) {
        return Optional.of(new TimeColumn(sql, kind));
      }
    }
    return Optional.empty();
  }

  /** A time as the nearest one that a column can be compared with. */
  static long inRange(long millis) {
    return Math.max(0, Math.min(END_MILLIS, millis));
  }

  /** Its value in Unix milliseconds. */
  String millis() {
    return switch (kind) {
      case SECONDS -> "toInt64(toUnixTimestamp(" + sql + ")) * 1000";
      case FRACTIONS -> "toUnixTimestamp64Milli(" + sql + ")";
      case MILLIS -> "toInt64(" + sql + ")";
    };
  }

  /**
   * Whether it lies between two times, said of the column itself, so that the server skips the
   * parts of a table that lie outside.
   *
   * @param after Unix milliseconds
   * @param upTo Unix milliseconds, inclusive
   */
  String isBetween(long after, long upTo) {
    long low = inRange(after);
    long high = inRange(upTo);
    return switch (kind) {
      case SECONDS -> sql + " > " + seconds(low) + " AND " + sql + " <= " + seconds(high);
      case FRACTIONS ->
          sql + " >= " + fractions(low + 1) + " AND " + sql + " < " + fractions(high + 1);
      case MILLIS -> sql + " > " + low + " AND " + sql + " <= " + high;
    };
  }

  private static String seconds(long millis) {
    return "toDateTime(" + millis / MILLIS_PER_SECOND + ", 'UTC')";
  }

  private static String fractions(long millis) {
    return "fromUnixTimestamp64Milli(toInt64(" + millis + "), 'UTC')";
  }
}
