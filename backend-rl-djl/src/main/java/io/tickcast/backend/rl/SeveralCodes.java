package io.tickcast.backend.rl;

import io.tickcast.api.Output;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several codes, each from a logit for each of its values. <i>Immutable.</i> */
final class SeveralCodes implements ActionHead {
  private final int[] counts;
  private final int width;

  SeveralCodes(int[] counts) {
    this.counts = counts.clone();
    width = Arrays.stream(counts).sum();
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public List<Output> outputs() {
    return ActionNames.of(counts.length);
  }

  @Override
  public void act(float[] numbers, double[] outputs, @Nullable Noise noise) {
    int at = 0;
    for (int i = 0; i < counts.length; i++) {
      int best = Codes.largest(numbers, at, counts[i]);
      outputs[i] = noise == null ? best : drawn(numbers, at, counts[i], best, noise);
      at += counts[i];
    }
  }

  /** Without room for all probabilities, in two walks. */
  private static int drawn(float[] logits, int from, int count, int best, Noise noise) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Functions.exp((double) logits[from + i] - logits[from + best]);
    }
    double left = noise.uniform() * sum;
    for (int i = 0; i < count - 1; i++) {
      left -= Functions.exp((double) logits[from + i] - logits[from + best]);
      if (left < 0) {
        return i;
      }
    }
    return count - 1;
  }
}
