package io.tickcast.trees;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.Faults;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A value in a text: a number, or numbers with blanks between them.
 *
 * <p>Numbers are whole ones, or decimal ones that are rounded once to the nearest double, as
 * LightGBM reads thresholds and leaves since 2.1 (Source: its {@code common.h}, {@code
 * AtofPrecise}). Nothing is allocated for a count that the text is too short for.
 *
 * @param text read by absolute positions
 * @param start the first byte
 * @param end the byte behind the last one
 * @param field what it is, for messages
 */
record LightgbmValue(ByteBuffer text, int start, int end, String field) {
  /** A value without any bytes. */
  static final LightgbmValue EMPTY = new LightgbmValue(ByteBuffer.allocate(0), 0, 0, "nothing");

  /** The longest name or single number. */
  private static final int MAX_SHORT = 1 << 12;

  /** Where this is, for messages. */
  String where() {
    return field + ", byte " + start;
  }

  boolean isEmpty() {
    return start == end;
  }

  /** The text of a value that can not be long. */
  String shortText() {
    if (end - start > MAX_SHORT) {
      throw Faults.limit("at most " + MAX_SHORT + " bytes", (end - start) + "", where());
    }
    return text(start, end);
  }

  /** The parts between blanks, in UTF-8. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    for (int at = skipBlanks(start); at < end; ) {
      int wordEnd = wordEnd(at);
      words.add(text(at, wordEnd));
      at = skipBlanks(wordEnd);
    }
    return words;
  }

  /** One whole number within bounds; what is above them is beyond a limit. */
  int integer(int least, int most) {
    long value = whole(start, end, 0);
    if (value < least) {
      throw Faults.malformed("at least " + least, value + "", where());
    }
    if (value > most) {
      throw Faults.limit("at most " + most, value + "", where());
    }
    return (int) value;
  }

  /** Exactly so many whole numbers of 32 bits. */
  int[] ints(int count) {
    int[] values = new int[checked(count)];
    int at = skipBlanks(start);
    for (int i = 0; i < count; i++) {
      int wordEnd = wordEnd(at);
      values[i] = (int) whole(at, wordEnd, i);
      at = skipBlanks(wordEnd);
    }
    checkEnd(count, at);
    return values;
  }

  /** Exactly so many whole numbers from 0 to 2^32 - 1, as the bits of an int. */
  int[] unsignedInts(int count) {
    int[] values = new int[checked(count)];
    int at = skipBlanks(start);
    for (int i = 0; i < count; i++) {
      int wordEnd = wordEnd(at);
      long value = number(at, wordEnd, i);
      if (value < 0 || value > 0xFFFF_FFFFL) {
        throw wrong("a number from 0 to 2^32 - 1", at, wordEnd, i);
      }
      values[i] = (int) value;
      at = skipBlanks(wordEnd);
    }
    checkEnd(count, at);
    return values;
  }

  /** Exactly so many numbers; {@code inf} and {@code nan} are among them. */
  double[] doubles(int count) {
    double[] values = new double[checked(count)];
    int at = skipBlanks(start);
    for (int i = 0; i < count; i++) {
      int wordEnd = wordEnd(at);
      values[i] = decimal(at, wordEnd, i);
      at = skipBlanks(wordEnd);
    }
    checkEnd(count, at);
    return values;
  }

  /** Exactly so many numbers, none of them infinite or NaN. */
  double[] finiteDoubles(int count) {
    double[] values = doubles(count);
    for (int i = 0; i < count; i++) {
      if (!Double.isFinite(values[i])) {
        throw Faults.malformed("finite numbers", values[i] + "", field + "[" + i + "]");
      }
    }
    return values;
  }

  /** A count that the text can hold: a number takes a byte and a blank. */
  private int checked(int count) {
    if (count > (end - start + 1) / 2) {
      throw Faults.malformed(count + " numbers", (end - start) + " bytes", where());
    }
    return count;
  }

  private void checkEnd(int count, int at) {
    if (at < end) {
      throw Faults.malformed(count + " numbers", "more", where());
    }
  }

  private long whole(int from, int to, int index) {
    long value = number(from, to, index);
    if (value != (int) value) {
      throw wrong("a number of 32 bits", from, to, index);
    }
    return value;
  }

  private long number(int from, int to, int index) {
    boolean negative = from < to && text.get(from) == '-';
    long value = 0;
    int digits = negative ? from + 1 : from;
    if (digits == to || to - digits > 10) {
      throw wrong("a whole number", from, to, index);
    }
    for (int i = digits; i < to; i++) {
      int digit = text.get(i) - '0';
      if (digit < 0 || digit > 9) {
        throw wrong("a whole number", from, to, index);
      }
      value = 10 * value + digit;
    }
    return negative ? -value : value;
  }

  private double decimal(int from, int to, int index) {
    String word = to - from > MAX_SHORT ? "" : ascii(from, to);
    String unsigned = word.startsWith("-") || word.startsWith("+") ? word.substring(1) : word;
    switch (unsigned) {
      case "inf":
        return word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      case "nan":
        return Double.NaN;
      default:
        if (!LightgbmNumber.isDecimal(unsigned)) {
          throw wrong("a number", from, to, index);
        }
        return Double.parseDouble(word);
    }
  }

  private InferenceException wrong(String expected, int from, int to, int index) {
    int shown = Math.min(to, from + 100);
    return Faults.malformed(
        expected, Faults.quoted(ascii(from, shown)), field + "[" + index + "], byte " + from);
  }

  private int skipBlanks(int at) {
    int next = at;
    while (next < end && text.get(next) == ' ') {
      next++;
    }
    return next;
  }

  private int wordEnd(int at) {
    int next = at;
    while (next < end && text.get(next) != ' ') {
      next++;
    }
    return next;
  }

  private String ascii(int from, int to) {
    return StandardCharsets.ISO_8859_1.decode(text.slice(from, to - from)).toString();
  }

  private String text(int from, int to) {
    try {
      CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(text.slice(from, to - from));
      return decoded.toString();
    } catch (CharacterCodingException e) {
      throw Faults.of(ErrorCode.MALFORMED_MODEL, "text in UTF-8", "other bytes", where(), e);
    }
  }
}
