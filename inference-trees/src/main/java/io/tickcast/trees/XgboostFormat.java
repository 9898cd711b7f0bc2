package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/** The encodings of XGBoost's models. */
enum XgboostFormat {
  JSON("xgboost-json") {
    @Override
    XgboostDocument read(ByteBuffer content) {
      return XgboostReader.read(JsonTokens.of(content));
    }

    @Override
    boolean begins(ByteBuffer prefix) {
      return hasLearner(() -> JsonTokens.of(prefix));
    }
  },
  UBJ("xgboost-ubj") {
    @Override
    XgboostDocument read(ByteBuffer content) {
      return XgboostReader.read(UbjTokens.of(content));
    }

    @Override
    boolean begins(ByteBuffer prefix) {
      return hasLearner(() -> UbjTokens.of(prefix));
    }
  },
  BINARY("xgboost-binary") {
    @Override
    XgboostDocument read(ByteBuffer content) {
      return XgboostBinary.read(content);
    }

    @Override
    boolean begins(ByteBuffer prefix) {
      return XgboostBinary.matches(prefix);
    }
  };

  /** How much of a file is looked at to tell what it is. */
  private static final int PREFIX = 1 << 16;

  private final String kind;

  XgboostFormat(String kind) {
    this.kind = kind;
  }

  String kind() {
    return kind;
  }

  /** Reads a whole file; the position of the buffer may move. */
  abstract XgboostDocument read(ByteBuffer content);

  /** Whether the first bytes of a file are of this format; never throws. */
  abstract boolean begins(ByteBuffer prefix);

  /**
   * Tells the format of a file from its root: an object with a member {@code learner} that is an
   * object, or the first fields of the binary form. Looks at no more than its first 64 KiB, and
   * never throws.
   *
   * @param content the file; its position is left alone
   */
  static Optional<XgboostFormat> of(ByteBuffer content) {
    ByteBuffer prefix = content.slice();
    prefix.limit(Math.min(prefix.limit(), PREFIX));
    for (XgboostFormat format : values()) {
      if (format.begins(prefix.duplicate())) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  private static boolean hasLearner(Supplier<Tokens> document) {
    try {
      Tokens tokens = document.get();
      tokens.beginObject();
      for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
        if (name.equals("learner")) {
          tokens.beginObject();
          return true;
        }
        tokens.skip();
      }
      return false;
    } catch (InferenceException e) {
      return false; // Not this format, or not within the prefix: that is the answer.
    }
  }
}
