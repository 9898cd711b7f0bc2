package io.tickcast.backend.onnx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a node. Only what {@code kind} says is there.
 *
 * @param reference the name of the function's attribute that stands for it; empty for none
 */
record Attribute(
    String name,
    Kind kind,
    float real,
    long integer,
    String text,
    @Nullable Tensor tensor,
    float[] reals,
    long[] integers,
    List<String> texts,
    String reference) {

  /** What an attribute is, by its number in ONNX's format. */
  enum Kind {
    FLOAT(1),
    INT(2),
    STRING(3),
    TENSOR(4),
    FLOATS(6),
    INTS(7),
    STRINGS(8);

    final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  /** The same setting under another name. */
  Attribute named(String other) {
    return new Attribute(
        other, kind, real, integer, text, tensor, reals, integers, texts, reference);
  }
}
