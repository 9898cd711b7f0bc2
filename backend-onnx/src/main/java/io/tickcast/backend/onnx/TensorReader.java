package io.tickcast.backend.onnx;

import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a {@code TensorProto}. (Source: ONNX's {@code onnx.proto}.) <i>Confined.</i> */
final class TensorReader {
  private static final float[] NO_FLOATS = {};
  private static final double[] NO_DOUBLES = {};
  private static final long[] NO_WHOLE = {};

  private final Longs shape = new Longs();
  private final Floats floats = new Floats();
  private final Doubles doubles = new Doubles();
  private final Longs whole = new Longs();
  private final List<String> texts = new ArrayList<>();
  private String name = "";
  private int code;
  private @Nullable ByteBuffer raw;

  private TensorReader() {}

  static Tensor read(Fields fields) {
    TensorReader reader = new TensorReader();
    while (fields.next()) {
      reader.field(fields);
    }
    return reader.tensor(fields.faults());
  }

  private void field(Fields fields) {
    switch (fields.number()) {
      case 1 -> fields.integers(shape);
      case 2 -> code = fields.smallInteger();
      case 3 -> throw fields.refused("segments", "a tensor has to be whole");
      case 4 -> fields.reals(floats);
      case 5, 7, 11 -> fields.integers(whole);
      case 6 -> texts.add(fields.repeatedText());
      case 8 -> name = fields.text();
      case 9 -> raw = fields.blob();
      case 10 -> fields.doubles(doubles);
      case 12 -> fields.documentation();
      case 13 -> throw external(fields);
      case 14 -> {
        if (fields.integer() != 0) {
          throw external(fields);
        }
      }
      case 16 -> fields.repeatedMessage("StringStringEntryProto", Entries::skip);
      default -> throw fields.unknown();
    }
  }

  private InferenceException external(Fields fields) {
    return fields.refused(
        "external data", "a model that reads other files is not served; save it as one file");
  }

  private Tensor tensor(Faults faults) {
    String what = "tensor " + Faults.quote(name);
    ElementType type =
        ElementType.of(code)
            .orElseThrow(
                () ->
                    faults.unsupported(
                        "expected an element type of "
                            + what
                            + " that is known here, found "
                            + code));
    long[] dimensions = shape.toArray();
    check(dimensions, what, faults);
    long size = Sizes.product(dimensions);
    if (raw != null) {
      requireRaw(type, size, what, faults);
    } else {
      requireListed(type, size, what, faults);
    }
    return new Tensor(
        name,
        type,
        dimensions,
        raw,
        type == ElementType.FLOAT ? floats.toArray() : NO_FLOATS,
        type == ElementType.DOUBLE ? doubles.toArray() : NO_DOUBLES,
        type.isReal() && type.bytes() > 2 ? NO_WHOLE : whole.toArray(),
        List.copyOf(texts));
  }

  static void check(long[] dimensions, String what, Faults faults) {
    if (dimensions.length > Sizes.RANK_MAX) {
      throw faults.limit(
          "expected at most "
              + Sizes.RANK_MAX
              + " dimensions of "
              + what
              + ", found "
              + dimensions.length);
    }
    for (long dimension : dimensions) {
      if (dimension < 0) {
        throw faults.malformed("expected dimensions from 0 up of " + what + ", found " + dimension);
      }
    }
    if (Sizes.product(dimensions) > Sizes.ELEMENTS_MAX) {
      throw faults.limit(
          "expected at most " + Sizes.ELEMENTS_MAX + " elements of " + what + ", found more");
    }
  }

  private void requireRaw(ElementType type, long size, String what, Faults faults) {
    long found = raw == null ? 0 : raw.remaining();
    if (type == ElementType.STRING || found != size * type.bytes()) {
      throw faults.malformed(
          "expected " + size * type.bytes() + " bytes of " + what + ", found " + found);
    }
    if (floats.size() + doubles.size() + whole.size() + texts.size() > 0) {
      throw faults.malformed("expected the data of " + what + " once, found them twice");
    }
  }

  private void requireListed(ElementType type, long size, String what, Faults faults) {
    int all = floats.size() + doubles.size() + whole.size() + texts.size();
    int found =
        switch (type) {
          case FLOAT -> floats.size();
          case DOUBLE -> doubles.size();
          case STRING -> texts.size();
          default -> whole.size();
        };
    if (found != size || all != found) {
      throw faults.malformed("expected " + size + " elements of " + what + ", found " + found);
    }
  }
}
