package io.tickcast.backend.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a {@code GraphProto}. (Source: ONNX's {@code onnx.proto}.) <i>Confined.</i> */
final class GraphReader {
  private final List<Node> nodes = new ArrayList<>();
  private final List<ValueInfo> inputs = new ArrayList<>();
  private final List<ValueInfo> outputs = new ArrayList<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final Set<String> described = new HashSet<>();

  private GraphReader() {}

  static Graph read(Fields fields) {
    GraphReader reader = new GraphReader();
    while (fields.next()) {
      reader.field(fields);
    }
    return reader.graph(fields.faults());
  }

  private void field(Fields fields) {
    switch (fields.number()) {
      case 1 -> fields.repeatedMessage("NodeProto", one -> nodes.add(NodeReader.read(one)));
      case 2 -> fields.text();
      case 5 -> fields.repeatedMessage("TensorProto", one -> constant(TensorReader.read(one), one));
      case 10 -> fields.documentation();
      case 11 ->
          fields.repeatedMessage("ValueInfoProto", one -> inputs.add(ValueInfoReader.read(one)));
      case 12 ->
          fields.repeatedMessage("ValueInfoProto", one -> outputs.add(ValueInfoReader.read(one)));
      case 13 ->
          fields.repeatedMessage(
              "ValueInfoProto", one -> described(ValueInfoReader.read(one), one));
      case 14 -> fields.repeatedMessage("TensorAnnotation", GraphReader::annotation);
      case 15 -> throw fields.refused("sparse constants", "they are not served; make them dense");
      case 16 -> fields.repeatedMessage("StringStringEntryProto", Entries::skip);
      default -> throw fields.unknown();
    }
  }

  private void constant(Tensor tensor, Fields fields) {
    if (tensor.name().isEmpty() || constants.put(tensor.name(), tensor) != null) {
      throw fields
          .faults()
          .malformed(
              "expected each constant to have a name of its own, found "
                  + Faults.quote(tensor.name())
                  + " again");
    }
  }

  private void described(ValueInfo value, Fields fields) {
    if (!described.add(value.name())) {
      throw fields
          .faults()
          .malformed(
              "expected one type of value " + Faults.quote(value.name()) + ", found another");
    }
  }

  private static void annotation(Fields fields) {
    while (fields.next()) {
      switch (fields.number()) {
        case 1 -> fields.text();
        case 2 -> fields.repeatedMessage("StringStringEntryProto", Entries::skip);
        default -> throw fields.unknown();
      }
    }
  }

  private Graph graph(Faults faults) {
    inputs.removeIf(input -> constants.containsKey(input.name()));
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw faults.malformed(
          "expected a graph with inputs and outputs, found "
              + inputs.size()
              + " and "
              + outputs.size());
    }
    return new Graph(List.copyOf(nodes), List.copyOf(inputs), List.copyOf(outputs), constants);
  }
}
