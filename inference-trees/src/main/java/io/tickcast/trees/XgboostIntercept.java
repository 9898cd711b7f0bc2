package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The intercept of an XGBoost file, {@code base_score}.
 *
 * <p>Written as {@code 5E-1} up to 3.0 and as {@code [5E-1]}, one element per output, from 3.1 on;
 * 1.0 writes {@code 0.500000}. It stands on the scale of the labels, and the objective turns it
 * into a margin, all in 32-bit floats (source: {@code ProbToMargin} of the objectives).
 */
final class XgboostIntercept {
  private static final String NUMBER = "-?[0-9]{1,40}(?:\\.[0-9]{0,60})?(?:[eE][+-]?[0-9]{1,4})?";
  private static final Pattern LIST =
      Pattern.compile("\\s*(?:\\[\\s*(.*?)\\s*\\]|(\\S+))\\s*", Pattern.DOTALL);
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final Pattern ONE = Pattern.compile(NUMBER);
  private static final String WHERE = "learner.learner_model_param.base_score";

  /** Since 3.2 the library keeps probabilities this far away from 0 and 1. */
  private static final float MARGIN_OF_PROBABILITY = 1e-6f;

  private XgboostIntercept() {}

  /**
   * Reads the text of {@code base_score}.
   *
   * @param text such as {@code [5E-1]}
   * @param groups the number of margins
   * @return one value per margin, on the scale of the labels
   */
  static float[] parse(String text, int groups) {
    Matcher list = LIST.matcher(text);
    if (!list.matches()) {
      throw Faults.malformed("a number, or numbers in brackets", Faults.quoted(text), WHERE);
    }
    String[] parts =
        list.group(1) != null ? COMMA.split(list.group(1), -1) : new String[] {list.group(2)};
    if (parts.length != 1 && parts.length != groups) {
      throw Faults.malformed("1 or " + groups + " numbers", parts.length + " numbers", WHERE);
    }
    float[] values = new float[groups];
    for (int i = 0; i < groups; i++) {
      values[i] = number(parts[parts.length == 1 ? 0 : i]);
    }
    return values;
  }

  private static float number(String text) {
    float value = ONE.matcher(text).matches() ? Float.parseFloat(text) : Float.NaN;
    if (!Float.isFinite(value)) {
      throw Faults.malformed("a finite number", Faults.quoted(text), WHERE);
    }
    return value;
  }

  /**
   * The margins that intercepts stand for.
   *
   * @param values on the scale of the labels
   * @param kind what the objective takes them for
   * @param bounded whether the file is of a version that bounds probabilities
   */
  static double[] margins(float[] values, XgboostObjective.Intercept kind, boolean bounded) {
    double[] margins = new double[values.length];
    for (int i = 0; i < margins.length; i++) {
      boolean isStep = i > 0 && kind == XgboostObjective.Intercept.GAPS;
      margins[i] = isStep ? step(values[i] - values[i - 1]) : margin(values[i], kind, bounded);
    }
    return margins;
  }

  /** What {@link XgboostLink#CUMULATIVE} makes a step of. */
  private static float step(float gap) {
    float least = XgboostLink.SMALLEST_STEP;
    float size = Math.max(gap - least, least);
    return size + log(-(float) StrictMath.expm1(-size));
  }

  private static float margin(float value, XgboostObjective.Intercept kind, boolean bounded) {
    return switch (kind) {
      case MARGIN, GAPS -> value;
      case LOG -> {
        if (!(value > 0)) {
          throw Faults.malformed("an intercept above 0", Float.toString(value), WHERE);
        }
        yield log(value);
      }
      case LOGIT -> {
        boolean inside = bounded ? value >= 0 && value <= 1 : value > 0 && value < 1;
        if (!inside) {
          throw Faults.malformed("an intercept between 0 and 1", Float.toString(value), WHERE);
        }
        yield bounded ? logit(clamp(value)) : logit(value);
      }
    };
  }

  private static float clamp(float probability) {
    float lowest = Math.max(probability, MARGIN_OF_PROBABILITY);
    return Math.min(lowest, 1.0f - MARGIN_OF_PROBABILITY);
  }

  private static float logit(float probability) {
    return -log(1.0f / probability - 1.0f);
  }

  private static float log(float x) {
    return FloatLog.of(x);
  }
}
