package io.tickcast.backend.rl;

import java.util.Arrays;

/**
 * A fully connected layer with what follows it. <i>Immutable.</i>
 *
 * @param inputs its width
 * @param outputs its number of units
 * @param weights {@code float[inputs * outputs]}, all units of the first input first: PyTorch's
 *     matrix transposed, so that the inner loop runs over units and needs no sum across lanes
 * @param biases {@code float[outputs]}
 * @param clip bound of the magnitude, {@link Float#POSITIVE_INFINITY} for none
 * @param activation applied to the clipped sums
 */
record Layer(
    int inputs, int outputs, float[] weights, float[] biases, float clip, Activation activation) {
  /** Computes the units from a row of inputs, both {@code float[]} at least as long as needed. */
  void apply(float[] from, float[] into) {
    System.arraycopy(biases, 0, into, 0, outputs);
    for (int i = 0; i < inputs; i++) {
      add(from[i], i * outputs, into);
    }
    if (clip != Float.POSITIVE_INFINITY) {
      for (int j = 0; j < outputs; j++) {
        into[j] = Math.min(Math.max(into[j], -clip), clip);
      }
    }
    activation.apply(into, outputs);
  }

  /** A layer of the units of both, those of this one first; of two layers without functions. */
  Layer beside(Layer other) {
    int units = outputs + other.outputs;
    float[] all = new float[inputs * units];
    for (int i = 0; i < inputs; i++) {
      System.arraycopy(weights, i * outputs, all, i * units, outputs);
      System.arraycopy(other.weights, i * other.outputs, all, i * units + outputs, other.outputs);
    }
    float[] sums = Arrays.copyOf(biases, units);
    System.arraycopy(other.biases, 0, sums, outputs, other.outputs);
    return new Layer(inputs, units, all, sums, clip, activation);
  }

  private void add(float value, int row, float[] into) {
    for (int j = 0; j < outputs; j++) {
      into[j] += weights[row + j] * value;
    }
  }

  @Override
  public String toString() {
    return "Layer[" + inputs + " to " + outputs + ", " + activation + "]";
  }
}
