package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.Faults;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Finds the model in what the library serializes for pickles: the model and its settings together,
 * or up to 0.90 the model alone. Nothing of the settings bears upon predictions.
 */
final class XgboostSnapshot {
  private static final ByteBuffer HEADER =
      ByteBuffer.wrap("CONFIG-offset:".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();

  private XgboostSnapshot() {}

  /**
   * The bytes of the model: a view.
   *
   * @param content what the library serialized
   * @throws InferenceException (MALFORMED_MODEL, LIMIT_EXCEEDED) when there is no model in it
   */
  static ByteBuffer model(ByteBuffer content) {
    ByteBuffer bytes = content.slice();
    if (bytes.limit() > HEADER.limit() && bytes.mismatch(HEADER) == HEADER.limit()) {
      return behindHeader(bytes);
    }
    if (bytes.limit() > 1 && bytes.get(0) == '{') {
      return isText(bytes) ? json(bytes) : ubj(bytes);
    }
    return bytes;
  }

  private static boolean isText(ByteBuffer bytes) {
    return " \t\r\n\"".indexOf(bytes.get(1)) >= 0;
  }

  private static ByteBuffer behindHeader(ByteBuffer bytes) {
    int start = HEADER.limit() + Long.BYTES;
    long length =
        bytes.limit() < start
            ? -1
            : bytes.slice().order(ByteOrder.LITTLE_ENDIAN).getLong(HEADER.limit());
    if (length < 1 || length > bytes.limit() - start) {
      throw Faults.malformed(
          "a model within " + bytes.limit() + " bytes", length + " bytes", "CONFIG-offset");
    }
    return bytes.slice(start, (int) length);
  }

  private static ByteBuffer json(ByteBuffer bytes) {
    JsonTokens tokens = JsonTokens.of(bytes.duplicate());
    ByteBuffer model = bytes;
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      if (!name.equals("Model")) {
        tokens.skip();
        continue;
      }
      tokens.beginObject();
      int start = (int) tokens.offset();
      while (tokens.nextName() != null) {
        tokens.skip();
      }
      model = bytes.slice(start, (int) tokens.offset() + 1 - start);
    }
    tokens.end();
    return model;
  }

  private static ByteBuffer ubj(ByteBuffer bytes) {
    UbjTokens tokens = UbjTokens.of(bytes);
    ByteBuffer model = bytes;
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      int start = tokens.position();
      tokens.skip();
      if (name.equals("Model")) {
        model = bytes.slice(start, tokens.position() - start);
      }
    }
    tokens.end();
    return model;
  }
}
