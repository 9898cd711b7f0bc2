package io.tickcast.backend.onnx;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one value of a graph for one row: its type, its exact shape, and, where it is
 * small and constant, its numbers.
 *
 * @param known the elements of a small constant, exact up to 2^53; null for others
 * @param origin for a complement ({@code 1 - p}) or a sum over the last dimension: of what
 * @param labels the names of the columns, from the operator that knows them
 */
record Value(
    ElementType type,
    long[] shape,
    double @Nullable [] known,
    Meaning meaning,
    Origin originKind,
    @Nullable Value origin,
    List<String> labels) {

  private static final int KNOWN_MAX = 4_096;

  /** How a value was made of another one. */
  enum Origin {
    NONE,
    COMPLEMENT,
    SUM
  }

  static Value of(ElementType type, long... shape) {
    return new Value(type, shape, null, Meaning.UNKNOWN, Origin.NONE, null, List.of());
  }

  static Value of(Tensor tensor) {
    boolean readable =
        tensor.type() != ElementType.STRING
            && tensor.type() != ElementType.FLOAT16
            && tensor.type() != ElementType.BFLOAT16;
    if (!readable || tensor.size() > KNOWN_MAX) {
      return of(tensor.type(), tensor.shape());
    }
    double[] numbers = new double[tensor.size()];
    Arrays.setAll(numbers, tensor::number);
    return of(tensor.type(), tensor.shape()).withKnown(numbers);
  }

  /** The same with its elements; nothing is kept of many. */
  Value withKnown(double @Nullable [] numbers) {
    boolean kept = numbers != null && numbers.length <= KNOWN_MAX;
    return new Value(type, shape, kept ? numbers : null, meaning, originKind, origin, labels);
  }

  Value with(Meaning other) {
    return new Value(type, shape, known, other, originKind, origin, labels);
  }

  Value withOrigin(Origin kind, Value of) {
    return new Value(type, shape, known, meaning, kind, of, labels);
  }

  Value withLabels(List<String> names) {
    return new Value(type, shape, known, meaning, originKind, origin, names);
  }

  int rank() {
    return shape.length;
  }

  long size() {
    return Sizes.product(shape);
  }

  /** The last dimension; 1 for a scalar. */
  long columns() {
    return shape.length == 0 ? 1 : shape[shape.length - 1];
  }

  /** Whether it is a constant of this one number. */
  boolean isConstantly(double number) {
    double[] numbers = known;
    return numbers != null
        && numbers.length > 0
        && Arrays.stream(numbers).allMatch(one -> one == number);
  }

  /** The shape as text, such as {@code [1, 110]}. */
  String shown() {
    return Arrays.toString(shape);
  }
}
