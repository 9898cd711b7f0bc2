package io.tickcast.backend.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Products of matrices. */
final class MatrixRules {
  private MatrixRules() {}

  static Map<String, Rule> all() {
    return Map.of(
        "MatMul",
        call -> List.of(product(call, call.in(0), call.in(1), call.in(0).type())),
        "MatMulInteger",
        call -> List.of(product(call, call.in(0), call.in(1), ElementType.INT32)),
        "Gemm",
        MatrixRules::gemm);
  }

  /** The product of two values, as NumPy's {@code matmul} has it. */
  static Value product(Call call, Value a, Value b, ElementType type) {
    call.require(a.rank() > 0 && b.rank() > 0, "matrices", "a scalar");
    long[] left = a.rank() == 1 ? new long[] {1, a.shape()[0]} : a.shape();
    long[] right = b.rank() == 1 ? new long[] {b.shape()[0], 1} : b.shape();
    call.require(
        left[left.length - 1] == right[right.length - 2],
        "matrices that fit each other",
        a.shown() + " and " + b.shown());
    long[] outer =
        Broadcast.of(
            call, Arrays.copyOf(left, left.length - 2), Arrays.copyOf(right, right.length - 2));
    Longs shape = new Longs();
    for (long dimension : outer) {
      shape.add(dimension);
    }
    if (a.rank() > 1) {
      shape.add(left[left.length - 2]);
    }
    if (b.rank() > 1) {
      shape.add(right[right.length - 1]);
    }
    return Value.of(type, shape.toArray());
  }

  private static List<Value> gemm(Call call) {
    return List.of(gemm(call, call.in(0), call.in(1), call.in(0).type(), 2));
  }

  /** A product of two matrices, turned or not, plus a third value that is stretched to it. */
  static Value gemm(Call call, Value a, Value b, ElementType type, int bias) {
    call.require(a.rank() == 2 && b.rank() == 2, "matrices", a.shown() + " and " + b.shown());
    boolean turnA = call.integer("transA", 0) != 0;
    boolean turnB = call.integer("transB", 0) != 0;
    long rows = a.shape()[turnA ? 1 : 0];
    long inner = a.shape()[turnA ? 0 : 1];
    long columns = b.shape()[turnB ? 0 : 1];
    call.require(
        inner == b.shape()[turnB ? 1 : 0],
        "matrices that fit each other",
        a.shown() + " and " + b.shown());
    long[] shape = {rows, columns};
    Value c = call.optional(bias);
    call.require(
        c == null || Arrays.equals(Broadcast.of(call, shape, c.shape()), shape),
        "a bias that fits " + Arrays.toString(shape),
        c == null ? "" : c.shown());
    return Value.of(type, shape);
  }
}
