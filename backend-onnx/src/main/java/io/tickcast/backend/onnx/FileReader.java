package io.tickcast.backend.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a {@code ModelProto}. (Source: ONNX's {@code onnx.proto}.) <i>Confined.</i> */
final class FileReader {
  private static final long OLDEST_IR = 3;
  private static final long NEWEST_IR = 13;
  private static final String RUNTIME_SETTINGS = "ort_config";

  private final Map<String, Long> operatorSets = new HashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, Function> functions = new HashMap<>();
  private long irVersion;
  private String producer = "";
  private String producerVersion = "";
  private @Nullable Graph graph;

  private FileReader() {}

  static OnnxFile read(byte[] file, Faults faults) {
    FileReader reader = new FileReader();
    Fields fields = Fields.of("ModelProto", file, faults);
    while (fields.next()) {
      reader.field(fields);
    }
    return reader.file(faults);
  }

  private void field(Fields fields) {
    switch (fields.number()) {
      case 1 -> irVersion = fields.integer();
      case 2 -> producer = fields.text();
      case 3 -> producerVersion = fields.text();
      case 4 -> fields.text();
      case 5 -> fields.integer();
      case 6 -> fields.documentation();
      case 7 -> fields.message("GraphProto", one -> graph = GraphReader.read(one));
      case 8 -> fields.repeatedMessage("OperatorSetIdProto", one -> operatorSet(operatorSets, one));
      case 14 ->
          fields.repeatedMessage("StringStringEntryProto", one -> Entries.into(metadata, one));
      case 20 -> throw fields.refused("training", "only inference is served");
      case 25 -> fields.repeatedMessage("FunctionProto", one -> function(one));
      case 26 -> throw fields.refused("device configurations", "models run on one processor here");
      default -> throw fields.unknown();
    }
  }

  static void operatorSet(Map<String, Long> into, Fields fields) {
    String domain = "";
    long version = 0;
    while (fields.next()) {
      switch (fields.number()) {
        case 1 -> domain = fields.text();
        case 2 -> version = fields.integer();
        default -> throw fields.unknown();
      }
    }
    String canonical = NodeReader.canonical(domain);
    Long other = into.put(canonical, version);
    if (other != null && other != version) {
      throw fields
          .faults()
          .malformed("expected one version of domain " + Faults.quote(domain) + ", found two");
    }
  }

  private void function(Fields fields) {
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    List<String> attributes = new ArrayList<>();
    Map<String, Attribute> defaults = new HashMap<>();
    List<Node> nodes = new ArrayList<>();
    Map<String, Long> sets = new HashMap<>();
    String name = "";
    String domain = "";
    while (fields.next()) {
      switch (fields.number()) {
        case 1 -> name = fields.text();
        case 4 -> inputs.add(fields.repeatedText());
        case 5 -> outputs.add(fields.repeatedText());
        case 6 -> attributes.add(fields.repeatedText());
        case 7 -> fields.repeatedMessage("NodeProto", one -> nodes.add(NodeReader.read(one)));
        case 8 -> fields.documentation();
        case 9 -> fields.repeatedMessage("OperatorSetIdProto", one -> operatorSet(sets, one));
        case 10 -> domain = fields.text();
        case 11 ->
            fields.repeatedMessage(
                "AttributeProto",
                one -> {
                  Attribute attribute = AttributeReader.read(one);
                  defaults.put(attribute.name(), attribute);
                });
        case 12 -> fields.repeatedMessage("ValueInfoProto", ValueInfoReader::read);
        case 13 ->
            throw fields.refused(
                "overloads", "functions of one name and several forms are not served");
        case 14 -> fields.repeatedMessage("StringStringEntryProto", Entries::skip);
        default -> throw fields.unknown();
      }
    }
    Function function =
        new Function(
            NodeReader.canonical(domain), name, inputs, outputs, attributes, defaults, nodes, sets);
    if (functions.put(function.domain() + "." + name, function) != null) {
      throw fields
          .faults()
          .malformed("expected function " + Faults.quote(name) + " once, found two");
    }
  }

  private OnnxFile file(Faults faults) {
    if (irVersion < OLDEST_IR || irVersion > NEWEST_IR) {
      throw faults.unsupported(
          "expected an ir_version from " + OLDEST_IR + " to " + NEWEST_IR + ", found " + irVersion);
    }
    if (graph == null) {
      throw faults.malformed("expected a graph, found none");
    }
    if (metadata.containsKey(RUNTIME_SETTINGS)) {
      throw faults.unsupported(
          "expected no settings of the runtime in the metadata, found " + RUNTIME_SETTINGS);
    }
    return new OnnxFile(
        irVersion, producer, producerVersion, operatorSets, metadata, graph, functions);
  }
}
