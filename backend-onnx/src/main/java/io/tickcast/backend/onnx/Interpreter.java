package io.tickcast.backend.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks a graph once without its numbers: every operator has to be a served one, every value has to
 * be made before it is used, and every shape has to be known, so that a prediction's memory is
 * bounded before it is made. <i>Confined.</i>
 */
final class Interpreter {
  private static final int NODES_MAX = 100_000;
  private static final int CALLS_DEEP_MAX = 16;
  private static final long OLDEST_OPERATORS = 7;
  private static final long NEWEST_OPERATORS = 26;
  private static final long NEWEST_ML = 5;

  private final OnnxFile file;
  private final Operators operators;
  private final Faults faults;
  private int nodes;
  private long elements;

  Interpreter(OnnxFile file, Operators operators, Faults faults) {
    this.file = file;
    this.operators = operators;
    this.faults = faults;
  }

  /**
   * All values of the graph.
   *
   * @param inputs those of its inputs
   */
  Map<String, Value> values(Map<String, Value> inputs) {
    requireVersions(file.operatorSets());
    Map<String, Value> values = new HashMap<>(inputs);
    file.graph().constants().forEach((name, tensor) -> values.put(name, constant(tensor)));
    run(file.graph().nodes(), values, file.operatorSets(), new ArrayList<>());
    for (ValueInfo output : file.graph().outputs()) {
      if (!values.containsKey(output.name())) {
        throw faults.malformed(
            "expected a node that makes output " + Faults.quote(output.name()) + ", found none");
      }
    }
    return values;
  }

  private static Value constant(Tensor tensor) {
    Value value = Value.of(tensor);
    return tensor.type() == ElementType.STRING ? value.withLabels(tensor.texts()) : value;
  }

  private void requireVersions(Map<String, Long> sets) {
    require(sets, Operators.ONNX, OLDEST_OPERATORS, NEWEST_OPERATORS);
    require(sets, Operators.ML, 1, NEWEST_ML);
    require(sets, Operators.MICROSOFT, 1, 1);
  }

  private void require(Map<String, Long> sets, String domain, long oldest, long newest) {
    Long found = sets.get(domain);
    if (found != null && (found < oldest || found > newest)) {
      throw faults.unsupported(
          "expected operators of "
              + (domain.isEmpty() ? "ai.onnx" : domain)
              + " of a version from "
              + oldest
              + " to "
              + newest
              + ", found "
              + found);
    }
  }

  private void run(
      List<Node> all, Map<String, Value> values, Map<String, Long> sets, List<String> callers) {
    for (Node node : all) {
      if (++nodes > NODES_MAX) {
        throw faults.limit("expected at most " + NODES_MAX + " nodes, found more");
      }
      List<Value> outputs = outputs(node, values, sets, callers);
      if (node.outputs().size() > outputs.size()) {
        throw faults.malformed(
            "expected at most "
                + outputs.size()
                + " outputs, found "
                + node.outputs().size()
                + ", at "
                + node.described());
      }
      for (int i = 0; i < node.outputs().size(); i++) {
        String name = node.outputs().get(i);
        if (!name.isEmpty() && values.put(name, bounded(node, outputs.get(i))) != null) {
          throw faults.malformed(
              "expected value " + Faults.quote(name) + " once, found it made again");
        }
      }
    }
  }

  private Value bounded(Node node, Value value) {
    TensorReader.check(value.shape(), "a value of " + node.described(), faults);
    elements += value.size();
    if (elements > Sizes.ELEMENTS_MAX) {
      throw faults.limit(
          "expected at most "
              + Sizes.ELEMENTS_MAX
              + " elements in all values of a prediction, found more at "
              + node.described());
    }
    return value;
  }

  private List<Value> outputs(
      Node node, Map<String, Value> values, Map<String, Long> sets, List<String> callers) {
    List<@Nullable Value> inputs = new ArrayList<>();
    for (String name : node.inputs()) {
      Value value = name.isEmpty() ? null : values.get(name);
      if (value == null && !name.isEmpty()) {
        throw faults.malformed(
            "expected value "
                + Faults.quote(name)
                + " to be made before its use, found no such one, at "
                + node.described());
      }
      inputs.add(value);
    }
    String key = node.domain() + "." + node.operator();
    Function function = file.functions().get(key);
    if (function != null) {
      return call(function, key, node, inputs, callers);
    }
    Rule rule = operators.find(node).orElseThrow(() -> faults.unsupported(Operators.refusal(node)));
    Long version = sets.get(node.domain());
    if (version == null) {
      throw faults.malformed(
          "expected a version of domain "
              + Faults.quote(node.domain())
              + ", found none, at "
              + node.described());
    }
    return rule.outputs(new Call(node, inputs, version, faults));
  }

  /** A function of the file, with values of its own. */
  private List<Value> call(
      Function function,
      String key,
      Node node,
      List<@Nullable Value> inputs,
      List<String> callers) {
    if (callers.contains(key)) {
      throw faults.unsupported(
          "expected functions that end, found that " + Faults.quote(key) + " calls itself");
    }
    if (callers.size() >= CALLS_DEEP_MAX) {
      throw faults.limit(
          "expected calls at most " + CALLS_DEEP_MAX + " deep, found more at " + node.described());
    }
    requireVersions(function.operatorSets());
    Map<String, Value> values = new HashMap<>();
    for (int i = 0; i < function.inputs().size(); i++) {
      Value value = i < inputs.size() ? inputs.get(i) : null;
      if (value != null) {
        values.put(function.inputs().get(i), value);
      }
    }
    List<String> deeper = new ArrayList<>(callers);
    deeper.add(key);
    List<Node> body =
        function.nodes().stream().map(one -> filled(one, function, node.attributes())).toList();
    run(body, values, function.operatorSets(), deeper);
    List<Value> outputs = new ArrayList<>();
    for (String name : function.outputs()) {
      Value value = values.get(name);
      if (value == null) {
        throw faults.malformed(
            "expected a node that makes output "
                + Faults.quote(name)
                + " of "
                + Faults.quote(key)
                + ", found none");
      }
      outputs.add(value);
    }
    return outputs;
  }

  /** A node of a function with the attributes that its caller gives. */
  private static Node filled(Node node, Function function, Map<String, Attribute> given) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    Set<String> names = node.attributes().keySet();
    for (String name : names) {
      Attribute attribute = node.attributes().get(name);
      if (attribute == null || attribute.reference().isEmpty()) {
        if (attribute != null) {
          attributes.put(name, attribute);
        }
        continue;
      }
      Attribute value =
          given.getOrDefault(attribute.reference(), function.defaults().get(attribute.reference()));
      if (value != null) {
        attributes.put(name, value.named(name));
      }
    }
    return new Node(
        node.name(), node.operator(), node.domain(), node.inputs(), node.outputs(), attributes);
  }
}
