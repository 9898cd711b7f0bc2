package io.tickcast.benchmarks.live;

import java.nio.charset.StandardCharsets;

/**
 * Reads which bar an answer belongs to: symbol and close time, and nothing else of the message. The
 * same for echoes and signals, so that both cost the driver the same.
 */
final class BarKey {
  /** No bar of the bench. */
  static final long NONE = -1;

  private static final byte[] SYMBOL = "\"symbol\":\"PAIR".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TIME = "\"timestamp_ms\":".getBytes(StandardCharsets.US_ASCII);

  private BarKey() {}

  /** The number of the bar; {@link #NONE} when the message names none. */
  static long of(byte[] message, BarStream bars) {
    int symbolAt = Bytes.indexOf(message, SYMBOL, 0) + SYMBOL.length;
    if (symbolAt < SYMBOL.length) {
      return NONE;
    }
    int timeAt = Bytes.indexOf(message, TIME, symbolAt) + TIME.length;
    if (timeAt < TIME.length) {
      return NONE;
    }
    long symbol = number(message, symbolAt, '"');
    long time = number(message, timeAt, ',');
    return symbol < 0 || symbol >= Symbols.COUNT || time < 0
        ? NONE
        : Math.max(NONE, bars.bar((int) symbol, time));
  }

  /** Digits up to an end; negative for anything else. */
  private static long number(byte[] message, int from, char end) {
    long number = 0;
    for (int i = from; i < message.length; i++) {
      int digit = message[i] - '0';
      if (message[i] == end && i > from) {
        return number;
      }
      if (digit < 0 || digit > 9 || number > Long.MAX_VALUE / 100) {
        return NONE;
      }
      number = number * 10 + digit;
    }
    return NONE;
  }
}
