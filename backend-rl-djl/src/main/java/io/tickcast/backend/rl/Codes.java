package io.tickcast.backend.rl;

import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One code, from a logit or a Q value for each. <i>Immutable.</i> */
final class Codes implements ActionHead {
  private final int count;
  private final boolean values;
  private final double exploration;

  private Codes(int count, boolean values, double exploration) {
    this.count = count;
    this.values = values;
    this.exploration = exploration;
  }

  /** A categorical distribution's. */
  static Codes probable(int count) {
    return new Codes(count, false, 0);
  }

  /**
   * A Q network's.
   *
   * @param exploration how often a sampled action is any one
   */
  static Codes valued(int count, double exploration) {
    return new Codes(count, true, exploration);
  }

  @Override
  public int width() {
    return count;
  }

  @Override
  public List<Output> outputs() {
    List<Output> outputs = new ArrayList<>();
    outputs.add(Output.of("action", OutputRole.ACTION));
    for (int i = 0; i < count; i++) {
      outputs.add(
          values
              ? Output.of("q_" + i, OutputRole.Q_VALUE)
              : Output.of("p_" + i, OutputRole.ACTION_PROBABILITY));
    }
    return List.copyOf(outputs);
  }

  @Override
  public void act(float[] numbers, double[] outputs, @Nullable Noise noise) {
    int best = largest(numbers, 0, count);
    if (values) {
      for (int i = 0; i < count; i++) {
        outputs[i + 1] = numbers[i];
      }
    } else {
      softmax(numbers, 0, count, best, outputs, 1);
    }
    outputs[0] = noise == null ? best : sampled(outputs, best, noise);
  }

  private int sampled(double[] outputs, int best, Noise noise) {
    if (values) {
      return noise.uniform() < exploration ? (int) (noise.uniform() * count) : best;
    }
    return drawn(outputs, 1, count, noise);
  }

  /** The place of the largest number, of the first one when several are. */
  static int largest(float[] numbers, int from, int count) {
    int best = from;
    for (int i = from + 1; i < from + count; i++) {
      if (numbers[i] > numbers[best]) {
        best = i;
      }
    }
    return best - from;
  }

  /** The probabilities of logits. */
  static void softmax(float[] logits, int from, int count, int best, double[] into, int place) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      into[place + i] = Functions.exp((double) logits[from + i] - logits[from + best]);
      sum += into[place + i];
    }
    for (int i = 0; i < count; i++) {
      into[place + i] /= sum;
    }
  }

  /** A code drawn by its probability. */
  static int drawn(double[] probabilities, int from, int count, Noise noise) {
    double left = noise.uniform();
    for (int i = 0; i < count - 1; i++) {
      left -= probabilities[from + i];
      if (left < 0) {
        return i;
      }
    }
    return count - 1;
  }
}
