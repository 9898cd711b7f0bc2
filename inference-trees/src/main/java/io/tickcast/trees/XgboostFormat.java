package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The encodings of XGBoost's model document. */
enum XgboostFormat {
  JSON("xgboost-json") {
    @Override
    Tokens tokens(ByteBuffer content) {
      return JsonTokens.of(content);
    }
  },
  UBJ("xgboost-ubj") {
    @Override
    Tokens tokens(ByteBuffer content) {
      return UbjTokens.of(content);
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

  /** A reader of a whole file; the position of the buffer moves. */
  abstract Tokens tokens(ByteBuffer content);

  /**
   * Tells the format of a file from its root: an object with a member {@code learner} that is an
   * object. Looks at no more than its first 64 KiB, and never throws.
   *
   * @param content the file; its position is left alone
   */
  static Optional<XgboostFormat> of(ByteBuffer content) {
    ByteBuffer prefix = content.slice();
    prefix.limit(Math.min(prefix.limit(), PREFIX));
    for (XgboostFormat format : values()) {
      if (format.hasLearner(prefix.duplicate())) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  private boolean hasLearner(ByteBuffer prefix) {
    try {
      Tokens tokens = tokens(prefix);
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
