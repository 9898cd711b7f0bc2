package io.tickcast.backend.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a {@code NodeProto}. (Source: ONNX's {@code onnx.proto}.) <i>Confined.</i> */
final class NodeReader {
  /** The name of ONNX's own domain, which is also written as nothing. */
  private static final String ONNX = "ai.onnx";

  private final List<String> inputs = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private final Map<String, Attribute> attributes = new LinkedHashMap<>();
  private String name = "";
  private String operator = "";
  private String domain = "";
  private String overload = "";

  private NodeReader() {}

  static Node read(Fields fields) {
    NodeReader reader = new NodeReader();
    while (fields.next()) {
      reader.field(fields);
    }
    if (!reader.overload.isEmpty()) {
      throw fields.refused("overloads", "functions of one name and several forms are not served");
    }
    return new Node(
        reader.name,
        reader.operator,
        canonical(reader.domain),
        List.copyOf(reader.inputs),
        List.copyOf(reader.outputs),
        Collections.unmodifiableMap(reader.attributes));
  }

  private void field(Fields fields) {
    switch (fields.number()) {
      case 1 -> inputs.add(fields.repeatedText());
      case 2 -> outputs.add(fields.repeatedText());
      case 3 -> name = fields.text();
      case 4 -> operator = fields.text();
      case 5 ->
          fields.repeatedMessage("AttributeProto", one -> add(AttributeReader.read(one), one));
      case 6 -> fields.documentation();
      case 7 -> domain = fields.text();
      case 8 -> overload = fields.text();
      case 9 -> fields.repeatedMessage("StringStringEntryProto", Entries::skip);
      case 10 -> throw fields.refused("device configurations", "models run on one processor here");
      default -> throw fields.unknown();
    }
  }

  private void add(Attribute attribute, Fields fields) {
    if (attributes.put(attribute.name(), attribute) != null) {
      throw fields
          .faults()
          .malformed(
              "expected attribute "
                  + Faults.quote(attribute.name())
                  + " of a node once, found it again");
    }
  }

  /** One spelling for ONNX's own domain. */
  static String canonical(String domain) {
    return domain.equals(ONNX) ? "" : domain;
  }
}
