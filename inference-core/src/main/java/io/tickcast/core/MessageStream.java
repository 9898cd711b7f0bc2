package io.tickcast.core;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * Feeds one message after the other to a parser that lives on: making a parser for each message
 * would allocate. The end of a message looks like the end of the stream only to a parser that wants
 * more than the message holds.
 */
final class MessageStream extends InputStream {
  private byte[] content = new byte[0];
  private int position;

  /** Starts with a message; a byte order mark is no part of it (RFC 8259, section 8.1). */
  void feed(byte[] message) {
    content = message;
    position = startsWithMark(message) ? 3 : 0;
  }

  private static boolean startsWithMark(byte[] message) {
    return message.length >= 3
        && message[0] == (byte) 0xef
        && message[1] == (byte) 0xbb
        && message[2] == (byte) 0xbf;
  }

  /** Whether what no parser has taken yet is white space alone; takes it. */
  boolean restIsBlank() {
    while (position < content.length) {
      if (!isBlank(content[position++])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(int value) {
    return value == ' ' || value == '\n' || value == '\r' || value == '\t';
  }

  @Override
  public int read() {
    return position < content.length ? content[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    int count = Math.min(length, content.length - position);
    if (count <= 0) {
      return -1;
    }
    System.arraycopy(content, position, target, offset, count);
    position += count;
    return count;
  }

  /** Takes what a parser has read and not used, and tells whether it was white space alone. */
  static final class Rest extends OutputStream {
    private boolean blank = true;

    void reset() {
      blank = true;
    }

    boolean blank() {
      return blank;
    }

    @Override
    public void write(int value) {
      blank &= isBlank(value);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      for (int i = offset; i < offset + length; i++) {
        write(source[i]);
      }
    }
  }
}
