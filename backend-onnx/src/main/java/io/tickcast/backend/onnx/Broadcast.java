package io.tickcast.backend.onnx;

import java.util.Arrays;

/** Shapes of operators that stretch their inputs to each other. */
final class Broadcast {
  private Broadcast() {}

  /** The common shape of two. */
  static long[] of(Call call, long[] one, long[] other) {
    int rank = Math.max(one.length, other.length);
    long[] common = new long[rank];
    for (int i = 0; i < rank; i++) {
      long a = dimension(one, rank, i);
      long b = dimension(other, rank, i);
      call.require(
          a == b || a == 1 || b == 1,
          "shapes that fit each other",
          Arrays.toString(one) + " and " + Arrays.toString(other));
      common[i] = a == 1 ? b : a;
    }
    return common;
  }

  private static long dimension(long[] shape, int rank, int i) {
    int at = i - (rank - shape.length);
    return at < 0 ? 1 : shape[at];
  }
}
