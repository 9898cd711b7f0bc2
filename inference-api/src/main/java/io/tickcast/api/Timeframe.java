package io.tickcast.api;

import java.util.Optional;

/** The length of a bar. <i>Immutable.</i> */
public enum Timeframe {
  /** One minute. */
  M1("1m", 1),
  /** Three minutes. */
  M3("3m", 3),
  /** Five minutes. */
  M5("5m", 5),
  /** Fifteen minutes. */
  M15("15m", 15),
  /** Thirty minutes. */
  M30("30m", 30),
  /** One hour. */
  H1("1h", 60),
  /** Two hours. */
  H2("2h", 120),
  /** Four hours. */
  H4("4h", 240),
  /** One day. */
  D1("1d", 1_440),
  /** One week. */
  W1("1w", 10_080);

  private static final long MILLIS_PER_MINUTE = 60_000L;

  private final String code;
  private final int minutes;

  Timeframe(String code, int minutes) {
    this.code = code;
    this.minutes = minutes;
  }

  /** The code on the wire, such as {@code 5m}. */
  public String code() {
    return code;
  }

  /** The length in milliseconds. */
  public long millis() {
    return minutes * MILLIS_PER_MINUTE;
  }

  /**
   * Finds a timeframe by its code.
   *
   * @param code such as {@code 1h}; case matters
   */
  public static Optional<Timeframe> find(String code) {
    for (Timeframe timeframe : values()) {
      if (timeframe.code.equals(code)) {
        return Optional.of(timeframe);
      }
    }
    return Optional.empty();
  }

  /**
   * The timeframe of a code.
   *
   * @param code such as {@code 1h}
   * @throws InferenceException (INVALID_CONFIGURATION) when there is none of that code
   */
  public static Timeframe of(String code) {
    return find(code)
        .orElseThrow(
            () ->
                new InferenceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "expected a timeframe of 1m 3m 5m 15m 30m 1h 2h 4h 1d 1w, found '"
                        + code
                        + "'"));
  }

  @Override
  public String toString() {
    return code;
  }
}
