package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Alters the intercept in the bytes of an XGBoost file, and nothing else. */
final class XgboostRewriter {
  /** Tells any two 32-bit floats apart, and is the most that the old reader takes. */
  private static final MathContext NINE_DIGITS = new MathContext(9, RoundingMode.HALF_EVEN);

  private static final String WHERE = "learner.learner_model_param.base_score";

  private XgboostRewriter() {}

  /**
   * The file with its intercept as one plain number, such as {@code 5E-1}.
   *
   * @param content the file; its position moves
   * @param document what was found in it
   * @param intercept one value per margin
   */
  static byte[] plain(
      ByteBuffer content, XgboostFormat format, XgboostDocument document, float[] intercept) {
    for (float value : intercept) {
      if (value != intercept[0]) {
        throw Faults.unsupported(
            "the same intercept for each output, as versions before 3.1 have it (engine=java takes"
                + " any)",
            intercept[0] + " and " + value,
            WHERE);
      }
    }
    if (document.weightsInModel) {
      throw Faults.unsupported(
          "the tree weights of dart where versions before 3.4 read them (engine=java takes both)",
          "them inside the model",
          "learner.gradient_booster.model.weight_drop");
    }
    if (!document.baseScoreIsString) {
      throw Faults.unsupported("a string, as the library writes it", "a number", WHERE);
    }
    byte[] text = text(intercept[0]).getBytes(StandardCharsets.US_ASCII);
    return switch (format) {
      case JSON -> json(content, document, text);
      case UBJ -> ubj(content, document, text);
      case BINARY -> throw new IllegalStateException("binary files are taken as they are");
    };
  }

  /** The shortest of the forms with nine digits that reads back the same, without a point. */
  static String text(float value) {
    BigDecimal number = new BigDecimal(value).round(NINE_DIGITS).stripTrailingZeros();
    return number.unscaledValue() + "E" + -number.scale();
  }

  private static byte[] json(ByteBuffer content, XgboostDocument document, byte[] text) {
    int start = Math.toIntExact(document.baseScoreOffset);
    int end = start + 1;
    while (content.get(end) != '"') {
      end += content.get(end) == '\\' ? 2 : 1;
    }
    ByteBuffer token = ByteBuffer.allocate(text.length + 2);
    token.put((byte) '"').put(text).put((byte) '"');
    return replaced(content, start, end + 1, token.array());
  }

  private static byte[] ubj(ByteBuffer content, XgboostDocument document, byte[] text) {
    int start = Math.toIntExact(document.baseScoreOffset);
    UbjTokens old = UbjTokens.of(content.duplicate().position(start));
    old.string();
    ByteBuffer token = ByteBuffer.allocate(2 + Long.BYTES + text.length);
    token.put((byte) 'S').put((byte) 'L').putLong(text.length).put(text);
    return replaced(content, start, start + old.position(), token.array());
  }

  private static byte[] replaced(ByteBuffer content, int start, int end, byte[] token) {
    byte[] result = new byte[content.remaining() - (end - start) + token.length];
    ByteBuffer target = ByteBuffer.wrap(result);
    target.put(content.duplicate().limit(start)).put(token).put(content.duplicate().position(end));
    return result;
  }
}
