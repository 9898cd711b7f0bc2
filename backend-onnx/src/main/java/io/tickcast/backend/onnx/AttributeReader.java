package io.tickcast.backend.onnx;

import io.tickcast.backend.onnx.Attribute.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads an {@code AttributeProto}. (Source: ONNX's {@code onnx.proto}.) <i>Confined.</i> */
final class AttributeReader {
  private final Floats reals = new Floats();
  private final Longs integers = new Longs();
  private final List<String> texts = new ArrayList<>();
  private String name = "";
  private String reference = "";
  private String text = "";
  private int code;
  private float real;
  private long integer;
  private @Nullable Tensor tensor;
  private final List<Kind> given = new ArrayList<>();

  private AttributeReader() {}

  static Attribute read(Fields fields) {
    AttributeReader reader = new AttributeReader();
    while (fields.next()) {
      reader.field(fields);
    }
    return reader.attribute(fields.faults());
  }

  private void field(Fields fields) {
    switch (fields.number()) {
      case 1 -> name = fields.text();
      case 2 -> real = has(Kind.FLOAT, fields.real());
      case 3 -> integer = has(Kind.INT, fields.integer());
      case 4 -> text = has(Kind.STRING, fields.text());
      case 5 ->
          fields.message("TensorProto", one -> tensor = has(Kind.TENSOR, TensorReader.read(one)));
      case 6, 11 ->
          throw fields.refused(
              "graph inside a node",
              "loops, conditions and scans are not served, since their run is not bounded");
      case 7 -> fields.reals(has(Kind.FLOATS, reals));
      case 8 -> fields.integers(has(Kind.INTS, integers));
      case 9 -> has(Kind.STRINGS, texts).add(fields.repeatedText());
      case 10 -> throw fields.refused("lists of tensors", "no served operator has any");
      case 13 -> fields.documentation();
      case 14, 15 -> throw fields.refused("types as attributes", "no served operator has any");
      case 20 -> code = fields.smallInteger();
      case 21 -> reference = fields.text();
      case 22, 23 -> throw fields.refused("sparse tensors", "they are not served; make them dense");
      default -> throw fields.unknown();
    }
  }

  private <T> T has(Kind kind, T value) {
    if (!given.contains(kind)) {
      given.add(kind);
    }
    return value;
  }

  private Attribute attribute(Faults faults) {
    Kind kind =
        Stream.of(Kind.values())
            .filter(one -> one.code == code)
            .findFirst()
            .orElseThrow(
                () ->
                    faults.unsupported(
                        "expected a known type of attribute "
                            + Faults.quote(name)
                            + ", found "
                            + code));
    boolean fits = given.isEmpty() || given.equals(List.of(kind));
    if (!fits || (kind == Kind.TENSOR && tensor == null && reference.isEmpty())) {
      throw faults.malformed(
          "expected attribute " + Faults.quote(name) + " to hold " + kind + ", found " + given);
    }
    return new Attribute(
        name,
        kind,
        real,
        integer,
        text,
        tensor,
        reals.toArray(),
        integers.toArray(),
        List.copyOf(texts),
        reference);
  }
}
