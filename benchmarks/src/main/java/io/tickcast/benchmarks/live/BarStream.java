package io.tickcast.benchmarks.live;

import io.tickcast.benchmarks.DemoData;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bars of a run: recorded messages in turn, each for the next symbol and with a close time of
 * its own. <i>Immutable.</i>
 *
 * <p>Bar {@code n} is of symbol {@code n % 50} and closes {@code n / 50} milliseconds after the
 * first one. So the times of each symbol rise, and stay behind the wall clock up to 50,000 bars a
 * second.
 */
final class BarStream {
  private static final int MESSAGES = 512;
  private static final byte[] TIME_KEY = ascii("\"timestamp_ms\":");
  private static final byte[] SYMBOL_KEY = ascii("\"symbol\":\"");
  private static final int TIME_DIGITS = 13;

  private final byte[][] messages;
  private final int[] timeAt;
  private final int symbolAt;
  private final long firstTimeMillis;

  private BarStream(byte[][] messages, long firstTimeMillis) {
    this.messages = messages;
    this.firstTimeMillis = firstTimeMillis;
    this.timeAt = new int[messages.length];
    this.symbolAt = indexOf(messages[0], SYMBOL_KEY) + SYMBOL_KEY.length;
    byte[] name = ascii(Symbols.name(0));
    for (int i = 0; i < messages.length; i++) {
      requireSymbol(messages[i]);
      System.arraycopy(name, 0, messages[i], symbolAt, name.length);
      timeAt[i] = indexOf(messages[i], TIME_KEY) + TIME_KEY.length;
    }
  }

  /**
   * Real bars of the demo's recording.
   *
   * @param firstTimeMillis when the first bar closes, Unix milliseconds
   */
  static BarStream recorded(long firstTimeMillis) {
    return new BarStream(DemoData.messages(MESSAGES), firstTimeMillis);
  }

  private void requireSymbol(byte[] message) {
    String found =
        new String(message, symbolAt, Symbols.RECORDED.length(), StandardCharsets.US_ASCII);
    if (!found.equals(Symbols.RECORDED)) {
      throw new IllegalStateException(
          "expected recorded bars of " + Symbols.RECORDED + ", found " + found);
    }
  }

  static int symbol(long bar) {
    return (int) (bar % Symbols.COUNT);
  }

  long timeMillis(long bar) {
    return firstTimeMillis + bar / Symbols.COUNT;
  }

  /** The bar of a symbol and close time; negative, or one never sent, for what is none of ours. */
  long bar(int symbol, long timeMillis) {
    return (timeMillis - firstTimeMillis) * Symbols.COUNT + symbol;
  }

  /** The message of a bar, in an array of its own: the client keeps what it is given. */
  byte[] message(long bar) {
    int index = (int) (bar % messages.length);
    byte[] message = messages[index].clone();
    int symbol = symbol(bar);
    int digits = symbolAt + Symbols.DIGITS_AT;
    message[digits] = (byte) ('0' + symbol / 10);
    message[digits + 1] = (byte) ('0' + symbol % 10);
    long time = timeMillis(bar);
    for (int i = timeAt[index] + TIME_DIGITS - 1; i >= timeAt[index]; i--) {
      message[i] = (byte) ('0' + time % 10);
      time /= 10;
    }
    return message;
  }

  /** The mean size of a message. */
  int meanBytes() {
    return (int) Arrays.stream(messages).mapToInt(message -> message.length).average().orElse(0);
  }

  /** How many features a message carries. */
  int features() {
    String text = new String(messages[0], StandardCharsets.US_ASCII);
    String features = text.substring(text.indexOf("\"features\":{"));
    return (int) features.chars().filter(c -> c == ',').count() + 1;
  }

  private static int indexOf(byte[] content, byte[] key) {
    int at = Bytes.indexOf(content, key, 0);
    if (at < 0) {
      throw new IllegalStateException(
          "expected " + new String(key, StandardCharsets.US_ASCII) + " in a bar, found none");
    }
    return at;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
