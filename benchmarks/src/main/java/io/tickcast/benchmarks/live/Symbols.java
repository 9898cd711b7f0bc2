package io.tickcast.benchmarks.live;

/**
 * The instruments of the bench: {@code PAIR00} to {@code PAIR49}, as long as {@code EURUSD}, so
 * that a recorded message is made one of them in place.
 */
final class Symbols {
  static final int COUNT = 50;
  static final String TIMEFRAME = "1h";
  static final String RECORDED = "EURUSD";

  /** Where the two digits begin in a name. */
  static final int DIGITS_AT = 4;

  private Symbols() {}

  static String name(int index) {
    if (index < 0 || index >= COUNT) {
      throw new IllegalArgumentException(
          "expected a symbol from 0 to " + (COUNT - 1) + ", found " + index);
    }
    return "PAIR" + (char) ('0' + index / 10) + (char) ('0' + index % 10);
  }
}
