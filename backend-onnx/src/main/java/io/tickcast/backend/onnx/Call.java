package io.tickcast.backend.onnx;

import io.tickcast.api.InferenceException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node with what is known of its inputs: what a rule of an operator looks at. <i>Immutable.</i>
 *
 * @param version of the domain's operators
 */
record Call(Node node, List<@Nullable Value> inputs, long version, Faults faults) {

  /** An input that has to be there. */
  Value in(int i) {
    Value value = optional(i);
    if (value == null) {
      throw malformed("input " + i, "none");
    }
    return value;
  }

  /** An input that may be left out. */
  @Nullable Value optional(int i) {
    return i < inputs.size() ? inputs.get(i) : null;
  }

  /** The numbers of an input that has to be a constant, since sizes depend on it. */
  double[] known(int i) {
    double[] numbers = in(i).known();
    if (numbers == null) {
      throw unsupported("a constant as input " + i + ", since sizes depend on it", "another value");
    }
    return numbers;
  }

  /** The same as whole numbers. */
  long[] sizes(int i) {
    return Arrays.stream(known(i)).mapToLong(number -> (long) number).toArray();
  }

  boolean has(String attribute) {
    return node.attributes().containsKey(attribute);
  }

  long integer(String attribute, long otherwise) {
    Attribute found = attribute(attribute, Attribute.Kind.INT);
    return found == null ? otherwise : found.integer();
  }

  float real(String attribute, float otherwise) {
    Attribute found = attribute(attribute, Attribute.Kind.FLOAT);
    return found == null ? otherwise : found.real();
  }

  String text(String attribute, String otherwise) {
    Attribute found = attribute(attribute, Attribute.Kind.STRING);
    return found == null ? otherwise : found.text();
  }

  /** An attribute of whole numbers; none when it is not there. */
  long[] integers(String attribute) {
    Attribute found = attribute(attribute, Attribute.Kind.INTS);
    return found == null ? new long[0] : found.integers();
  }

  float[] reals(String attribute) {
    Attribute found = attribute(attribute, Attribute.Kind.FLOATS);
    return found == null ? new float[0] : found.reals();
  }

  List<String> texts(String attribute) {
    Attribute found = attribute(attribute, Attribute.Kind.STRINGS);
    return found == null ? List.of() : found.texts();
  }

  @Nullable Tensor tensor(String attribute) {
    Attribute found = attribute(attribute, Attribute.Kind.TENSOR);
    return found == null ? null : found.tensor();
  }

  private @Nullable Attribute attribute(String name, Attribute.Kind kind) {
    Attribute found = node.attributes().get(name);
    if (found != null && found.kind() != kind) {
      throw malformed(
          "attribute " + Faults.quote(name) + " of kind " + kind, found.kind().toString());
    }
    return found;
  }

  /** An axis from the front, of an attribute or an input that may count from the back. */
  int axis(long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw malformed("an axis of " + rank + " dimensions", Long.toString(axis));
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  void require(boolean condition, String expected, String found) {
    if (!condition) {
      throw malformed(expected, found);
    }
  }

  InferenceException malformed(String expected, String found) {
    return faults.malformed(
        "expected " + expected + ", found " + found + ", at " + node.described());
  }

  InferenceException unsupported(String expected, String found) {
    return faults.unsupported(
        "expected " + expected + ", found " + found + ", at " + node.described());
  }
}
