package io.tickcast.backend.rl;

import io.tickcast.api.Output;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Real numbers: clipped to the bounds of their space, or spread over it where the network squashes
 * them into [-1, 1]. <i>Immutable.</i>
 */
final class Amounts implements ActionHead {
  private static final float LOG_STD_LEAST = -20;
  private static final float LOG_STD_MOST = 2;

  private final Space.Box space;
  private final Form form;
  private final float[] logStd;

  /** What the network's numbers are, and what becomes of them. */
  enum Form {
    /** Means of a Gaussian, clipped. */
    CLIPPED,
    /** In [-1, 1] already. */
    SQUASHED,
    /** Means, and logarithms of deviations behind them, to be squashed here. */
    TO_BE_SQUASHED
  }

  /**
   * Makes a head.
   *
   * @param logStd logarithms of the deviations of a sampled, clipped action; empty where there are
   *     none
   */
  Amounts(Space.Box space, Form form, float[] logStd) {
    this.space = space;
    this.form = form;
    this.logStd = logStd.clone();
  }

  @Override
  public int width() {
    return form == Form.TO_BE_SQUASHED ? 2 * space.width() : space.width();
  }

  @Override
  public List<Output> outputs() {
    return ActionNames.of(space.width());
  }

  @Override
  public void act(float[] numbers, double[] outputs, @Nullable Noise noise) {
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] =
          switch (form) {
            case CLIPPED -> clipped(i, number(numbers, i, noise));
            case SQUASHED -> spread(i, numbers[i]);
            case TO_BE_SQUASHED -> spread(i, squashed(numbers, i, noise));
          };
    }
  }

  private float number(float[] numbers, int i, @Nullable Noise noise) {
    if (noise == null || logStd.length == 0) {
      return numbers[i];
    }
    return (float) (numbers[i] + Functions.exp(logStd[i]) * noise.normal());
  }

  private float squashed(float[] numbers, int i, @Nullable Noise noise) {
    if (noise == null) {
      return Functions.tanh(numbers[i]);
    }
    float bounded = Math.min(Math.max(numbers[space.width() + i], LOG_STD_LEAST), LOG_STD_MOST);
    return Functions.tanh((float) (numbers[i] + Functions.exp(bounded) * noise.normal()));
  }

  private double clipped(int i, float value) {
    return Math.min(Math.max(value, space.low()[i]), space.high()[i]);
  }

  /** In the width of the space, as NumPy does it. */
  private double spread(int i, float value) {
    double low = space.low()[i];
    double high = space.high()[i];
    if (space.type() == Space.Type.FLOAT64) {
      return low + 0.5f * (value + 1f) * (high - low);
    }
    float range = (float) high - (float) low;
    return (float) low + 0.5f * (value + 1f) * range;
  }
}
