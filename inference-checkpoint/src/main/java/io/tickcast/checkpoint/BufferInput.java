package io.tickcast.checkpoint;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** A stream over a buffer from place 0 on. <i>Confined.</i> */
final class BufferInput extends InputStream {
  private final ByteBuffer source;

  BufferInput(ByteBuffer content) {
    source = content.duplicate().rewind();
  }

  @Override
  public int read() {
    return source.hasRemaining() ? source.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    int count = Math.min(length, source.remaining());
    source.get(into, offset, count);
    return count == 0 ? -1 : count;
  }

  @Override
  public int available() {
    return source.remaining();
  }
}
