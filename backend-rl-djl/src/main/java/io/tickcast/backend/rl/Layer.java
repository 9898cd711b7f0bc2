package io.tickcast.backend.rl;

import java.util.Arrays;

/**
 * A fully connected layer with what follows it. <i>Immutable.</i>
 *
 * @param inputs its width
 * @param outputs its number of units
 * @param weights {@code float[inputs][outputs]}, the units of an input together: PyTorch's matrix
 *     transposed, so that the inner loop runs over units and needs no sum across lanes; arrays of
 *     their own, since the JVM does not make vectors of places within a long one
 * @param biases {@code float[outputs]}
 * @param clip bound of the magnitude, {@link Float#POSITIVE_INFINITY} for none
 * @param activation applied to the clipped sums
 */
record Layer(
    int inputs, int outputs, float[][] weights, float[] biases, float clip, Activation activation) {
  /** Computes the units from a row of inputs, both {@code float[]} at least as long as needed. */
  void apply(float[] from, float[] into) {
    System.arraycopy(biases, 0, into, 0, outputs);
    int i = 0;
    for (; i + 4 <= inputs; i += 4) {
      add(i, from, into);
    }
    for (; i < inputs; i++) {
      add(weights[i], from[i], into);
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
    float[][] all = new float[inputs][];
    for (int i = 0; i < inputs; i++) {
      all[i] = joined(weights[i], other.weights[i]);
    }
    return new Layer(inputs, units, all, joined(biases, other.biases), clip, activation);
  }

  private static float[] joined(float[] first, float[] second) {
    float[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** Four inputs at once: the sums are loaded and stored a quarter as often. */
  private void add(int i, float[] from, float[] into) {
    float[] first = weights[i];
    float[] second = weights[i + 1];
    float[] third = weights[i + 2];
    float[] fourth = weights[i + 3];
    float a = from[i];
    float b = from[i + 1];
    float c = from[i + 2];
    float d = from[i + 3];
    int units = outputs;
    for (int j = 0; j < units; j++) {
      into[j] += (first[j] * a + second[j] * b) + (third[j] * c + fourth[j] * d);
    }
  }

  private void add(float[] weightsOfOne, float value, float[] into) {
    for (int j = 0; j < outputs; j++) {
      into[j] += weightsOfOne[j] * value;
    }
  }

  @Override
  public String toString() {
    return "Layer[" + inputs + " to " + outputs + ", " + activation + "]";
  }
}
