package io.tickcast.backend.onnx;

import org.jspecify.annotations.Nullable;

/** Moves the elements of small constants, as exporters do it to make shapes and pads. */
final class Folding {
  private Folding() {}

  /**
   * Some elements along an axis.
   *
   * @param numbers row-major, or null for what is not known
   * @param shape of the numbers
   * @param count how many, from {@code start} on by {@code step}
   */
  static double @Nullable [] picked(
      double @Nullable [] numbers, long[] shape, int axis, long start, long step, int count) {
    if (numbers == null) {
      return null;
    }
    int inner = (int) product(shape, axis + 1, shape.length);
    int outer = (int) product(shape, 0, axis);
    int size = (int) shape[axis];
    double[] some = new double[outer * count * inner];
    int to = 0;
    for (int o = 0; o < outer; o++) {
      for (int c = 0; c < count; c++) {
        int from = (o * size + (int) (start + c * step)) * inner;
        System.arraycopy(numbers, from, some, to, inner);
        to += inner;
      }
    }
    return some;
  }

  /** The elements in another order of dimensions. */
  static double @Nullable [] turned(double @Nullable [] numbers, long[] shape, int[] order) {
    if (numbers == null) {
      return null;
    }
    int[] strides = new int[shape.length];
    for (int i = 0; i < strides.length; i++) {
      strides[i] = (int) product(shape, order[i] + 1, shape.length);
    }
    double[] result = new double[numbers.length];
    int[] at = new int[shape.length];
    for (int to = 0; to < result.length; to++) {
      int from = 0;
      for (int i = 0; i < at.length; i++) {
        from += at[i] * strides[i];
      }
      result[to] = numbers[from];
      for (int i = at.length - 1; i >= 0 && ++at[i] == shape[order[i]]; i--) {
        at[i] = 0;
      }
    }
    return result;
  }

  private static long product(long[] shape, int from, int to) {
    long product = 1;
    for (int i = from; i < to; i++) {
      product *= shape[i];
    }
    return product;
  }
}
