package io.tickcast.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A text. <i>Thread-safe</i>; decoded when first asked for. */
public final class TextNode implements PickleNode {
  private static final int MAX_SHOWN = 40;
  private static final int MAX_KEPT = 1 << 10;

  private final ByteBuffer source;
  private final int start;
  private final int length;
  private volatile @Nullable String value;

  /** A text of valid UTF-8 within a read-only buffer. */
  TextNode(ByteBuffer source, int start, int length) {
    this.source = source;
    this.start = start;
    this.length = length;
  }

  static TextNode of(String value) {
    ByteBuffer utf8 = StandardCharsets.UTF_8.encode(value).slice().asReadOnlyBuffer();
    TextNode node = new TextNode(utf8, 0, utf8.limit());
    if (utf8.limit() <= MAX_KEPT) {
      node.value = value;
    }
    return node;
  }

  /** The text. */
  public String value() {
    String known = value;
    if (known == null) {
      known = StandardCharsets.UTF_8.decode(utf8()).toString();
      value = known;
    }
    return known;
  }

  /** The text's UTF-8: a read-only view of the file, big-endian, with a position of its own. */
  public ByteBuffer utf8() {
    return source.slice(start, length);
  }

  @Override
  public String describe() {
    return length <= MAX_SHOWN
        ? "the text " + Faults.quoted(value())
        : "a text of " + length + " bytes";
  }

  @Override
  public String toString() {
    return describe();
  }
}
