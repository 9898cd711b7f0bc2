package io.tickcast.backend.onnx;

/** Arithmetic of shapes. */
final class Sizes {
  /** The most elements of one value, and of all values of one prediction together. */
  static final long ELEMENTS_MAX = 1L << 26;

  static final int RANK_MAX = 8;

  private Sizes() {}

  /** How many elements a shape has; above {@link #ELEMENTS_MAX} some number above it. */
  static long product(long[] shape) {
    long product = 1;
    for (long dimension : shape) {
      if (dimension == 0) {
        return 0;
      }
      product = product > ELEMENTS_MAX ? product : product * Math.min(dimension, ELEMENTS_MAX + 1);
    }
    return product;
  }
}
