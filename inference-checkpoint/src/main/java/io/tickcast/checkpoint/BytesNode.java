package io.tickcast.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Bytes: {@code bytes}, {@code bytearray}, or what Python 2 called {@code str}. <i>Immutable.</i>
 */
public final class BytesNode implements PickleNode {
  private final ByteBuffer source;
  private final int start;
  private final int length;
  private final boolean string;

  /** Bytes within a read-only buffer. */
  BytesNode(ByteBuffer source, int start, int length, boolean string) {
    this.source = source;
    this.start = start;
    this.length = length;
    this.string = string;
  }

  static BytesNode of(byte[] bytes, boolean string) {
    return new BytesNode(ByteBuffer.wrap(bytes).asReadOnlyBuffer(), 0, bytes.length, string);
  }

  /** A read-only view of the file, big-endian, with a position of its own. */
  public ByteBuffer content() {
    return source.slice(start, length);
  }

  /** Whether Python 2 wrote this as its {@code str}, which may have been meant as text. */
  public boolean isString() {
    return string;
  }

  /** The text of a Python 2 {@code str}, when all of it is ASCII; what Python 3 makes of it. */
  public Optional<String> text() {
    if (!string) {
      return Optional.empty();
    }
    for (int i = 0; i < length; i++) {
      if (source.get(start + i) < 0) {
        return Optional.empty();
      }
    }
    return Optional.of(StandardCharsets.US_ASCII.decode(content()).toString());
  }

  @Override
  public String describe() {
    return length + (string ? " bytes of a Python 2 str" : " bytes");
  }

  @Override
  public String toString() {
    return describe();
  }
}
