package io.tickcast.sink.clickhouse;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an answer in the format RowBinary that is one array of tuples of strings: its length, then
 * each string behind its length. <i>Confined.</i>
 */
final class TextRows {
  private static final int GROUP_BITS = 7;
  private static final int MOST_BITS = 63;

  private final InputStream in;
  private final long maxBytes;
  private long taken;

  private TextRows(InputStream in, long maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /**
   * The rows.
   *
   * @param in the answer
   * @param width the strings of a row
   * @param maxRows the most rows that are sensible
   * @param maxBytes the most bytes of all strings
   * @throws EOFException when the answer is not whole, or is another one
   */
  static List<List<byte[]>> read(InputStream in, int width, int maxRows, long maxBytes)
      throws IOException {
    TextRows rows = new TextRows(in, maxBytes);
    long count = rows.length();
    if (count > maxRows) {
      throw broken(count + " rows");
    }
    List<List<byte[]>> all = new ArrayList<>();
    for (long row = 0; row < count; row++) {
      List<byte[]> values = new ArrayList<>(width);
      for (int i = 0; i < width; i++) {
        values.add(rows.text());
      }
      all.add(values);
    }
    if (in.read() >= 0) {
      throw broken("more than its rows");
    }
    return all;
  }

  private byte[] text() throws IOException {
    long length = length();
    taken += length;
    if (length < 0 || taken > maxBytes) {
      throw broken("a string of " + length + " bytes");
    }
    byte[] text = in.readNBytes((int) length);
    if (text.length < length) {
      throw broken("its end inside of a string");
    }
    return text;
  }

  private long length() throws IOException {
    long length = 0;
    for (int shift = 0; shift < MOST_BITS; shift += GROUP_BITS) {
      int b = in.read();
      if (b < 0) {
        throw broken("its end before a length");
      }
      length |= (long) (b & 0x7f) << shift;
      if ((b & 0x80) == 0) {
        return length;
      }
    }
    throw broken("a length that does not end");
  }

  private static EOFException broken(String found) {
    return new EOFException("expected a whole answer, found " + found);
  }
}
