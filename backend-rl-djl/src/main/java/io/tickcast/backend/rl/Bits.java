package io.tickcast.backend.rl;

import io.tickcast.api.Output;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Zeros and ones, each from the logit of a one. <i>Immutable.</i> */
final class Bits implements ActionHead {
  private static final float EVEN = 0.5f;

  private final int count;

  Bits(int count) {
    this.count = count;
  }

  @Override
  public int width() {
    return count;
  }

  @Override
  public List<Output> outputs() {
    return ActionNames.of(count);
  }

  @Override
  public void act(float[] numbers, double[] outputs, @Nullable Noise noise) {
    for (int i = 0; i < count; i++) {
      float one = Functions.sigmoid(numbers[i]);
      // PyTorch rounds the probability, and rounds a half to the even 0.
      boolean set = noise == null ? one > EVEN : noise.uniform() < one;
      outputs[i] = set ? 1 : 0;
    }
  }
}
