package io.tickcast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Transfers that are whole or fail; what a file does not have reads as zeros. */
final class Bytes {
  private static final int CHUNK = 1 << 16;

  private Bytes() {}

  /** Writes all that is left in a buffer. */
  static void write(LogFile file, ByteBuffer source, long position) throws IOException {
    long at = position;
    while (source.hasRemaining()) {
      int written = file.write(source, at);
      if (written <= 0) {
        throw new IOException("expected a write to make progress, found " + written + " bytes");
      }
      at += written;
    }
  }

  /**
   * Reads until a buffer is full; what lies behind the end of the file comes as zeros, because a
   * file that lost its length has lost zeros or what was not forced.
   */
  static void read(LogFile file, ByteBuffer target, long position) throws IOException {
    long at = position;
    while (target.hasRemaining()) {
      int read = file.read(target, at);
      if (read < 0) {
        break;
      }
      at += read;
    }
    while (target.hasRemaining()) {
      target.put((byte) 0);
    }
  }

  /** Overwrites a range with zeros. */
  static void zero(LogFile file, long from, long to) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(CHUNK, Math.max(0, to - from)));
    for (long at = from; at < to; at += CHUNK) {
      zeros.clear().limit((int) Math.min(CHUNK, to - at));
      write(file, zeros, at);
    }
  }

  /** Writes a range as it is once more, so that the next force carries it to the device. */
  static void rewrite(LogFile file, long from, long to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect((int) Math.min(CHUNK, Math.max(0, to - from)));
    for (long at = from; at < to; at += CHUNK) {
      bytes.clear().limit((int) Math.min(CHUNK, to - at));
      read(file, bytes, at);
      write(file, bytes.flip(), at);
    }
  }

  /** Behind the last byte of a range that is not zero; its start when there is none. */
  static long endOfContent(LogFile file, long from, long to) throws IOException {
    byte[] bytes = new byte[CHUNK];
    byte[] zeros = new byte[CHUNK];
    long end = from;
    for (long at = from; at < to; at += CHUNK) {
      int length = (int) Math.min(CHUNK, to - at);
      read(file, ByteBuffer.wrap(bytes, 0, length), at);
      if (!Arrays.equals(bytes, 0, length, zeros, 0, length)) {
        end = at + lengthOfContent(bytes, length);
      }
    }
    return end;
  }

  private static int lengthOfContent(byte[] bytes, int length) {
    int end = length;
    while (bytes[end - 1] == 0) {
      end--;
    }
    return end;
  }
}
