package io.tickcast.backend.onnx;

import io.tickcast.backend.onnx.ValueInfo.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a {@code ValueInfoProto}. (Source: ONNX's {@code onnx.proto}.) <i>Confined.</i> */
final class ValueInfoReader {
  private final List<String> path = new ArrayList<>();
  private String name = "";
  private int code;
  private @Nullable List<Long> shape;

  private ValueInfoReader() {}

  static ValueInfo read(Fields fields) {
    ValueInfoReader reader = new ValueInfoReader();
    while (fields.next()) {
      switch (fields.number()) {
        case 1 -> reader.name = fields.text();
        case 2 -> fields.message("TypeProto", reader::type);
        case 3 -> fields.documentation();
        case 4 -> fields.repeatedMessage("StringStringEntryProto", Entries::skip);
        default -> throw fields.unknown();
      }
    }
    return new ValueInfo(
        reader.name, reader.form(), reader.code, Optional.ofNullable(reader.shape));
  }

  private Form form() {
    if (path.equals(List.of("tensor"))) {
      return Form.TENSOR;
    }
    return path.equals(List.of("sequence", "map", "tensor")) ? Form.SEQUENCE_OF_MAPS : Form.OTHER;
  }

  private void type(Fields fields) {
    while (fields.next()) {
      switch (fields.number()) {
        case 1 -> fields.message("TypeProto.Tensor", this::tensor);
        case 4 -> fields.message("TypeProto.Sequence", this::sequence);
        case 5 -> fields.message("TypeProto.Map", this::map);
        case 6 -> fields.text();
        case 8 -> throw fields.refused("sparse tensors", "they are not served; make them dense");
        case 9 -> throw fields.refused("optional values", "every value has to be there");
        default -> throw fields.unknown();
      }
    }
  }

  private void sequence(Fields fields) {
    path.add("sequence");
    while (fields.next()) {
      if (fields.number() != 1) {
        throw fields.unknown();
      }
      fields.message("TypeProto", this::type);
    }
  }

  private void map(Fields fields) {
    path.add("map");
    while (fields.next()) {
      switch (fields.number()) {
        case 1 -> fields.integer();
        case 2 -> fields.message("TypeProto", this::type);
        default -> throw fields.unknown();
      }
    }
  }

  private void tensor(Fields fields) {
    path.add("tensor");
    while (fields.next()) {
      switch (fields.number()) {
        case 1 -> code = fields.smallInteger();
        case 2 -> fields.message("TensorShapeProto", this::shape);
        default -> throw fields.unknown();
      }
    }
  }

  private void shape(Fields fields) {
    List<Long> dimensions = new ArrayList<>();
    while (fields.next()) {
      if (fields.number() != 1) {
        throw fields.unknown();
      }
      fields.repeatedMessage("Dimension", one -> dimensions.add(dimension(one)));
    }
    shape = List.copyOf(dimensions);
  }

  private static long dimension(Fields fields) {
    long value = ValueInfo.OPEN;
    while (fields.next()) {
      switch (fields.number()) {
        case 1 -> value = fields.integer();
        case 2, 3 -> fields.text();
        default -> throw fields.unknown();
      }
    }
    return value;
  }
}
