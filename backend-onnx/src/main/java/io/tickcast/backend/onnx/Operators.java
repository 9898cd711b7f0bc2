package io.tickcast.backend.onnx;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The operators that are served: each with the rule that says which shapes it gives. There is no
 * other list; what is not here never reaches native code. <i>Immutable.</i>
 */
final class Operators {
  /** ONNX's own domain. */
  static final String ONNX = "";

  /** Classical models. */
  static final String ML = "ai.onnx.ml";

  /** What the runtime itself adds, for quantised and fused models. */
  static final String MICROSOFT = "com.microsoft";

  private static final Set<String> CONTROL = Set.of("Loop", "If", "Scan", "SequenceMap");

  private final Map<String, Rule> rules;

  private Operators(Map<String, Rule> rules) {
    this.rules = rules;
  }

  /** All of them. */
  static Operators all() {
    Map<String, Rule> rules = new TreeMap<>();
    put(rules, ONNX, ElementwiseRules.all());
    put(rules, ONNX, ShapeRules.all());
    put(rules, ONNX, SliceRules.all());
    put(rules, ONNX, ReduceRules.all());
    put(rules, ONNX, MatrixRules.all());
    put(rules, ONNX, ConvolutionRules.all());
    put(rules, ONNX, RecurrentRules.all());
    put(rules, ONNX, QuantizedRules.onnx());
    put(rules, MICROSOFT, QuantizedRules.microsoft());
    put(rules, ML, MlRules.all());
    put(rules, ML, TreeRules.all());
    return new Operators(new HashMap<>(rules));
  }

  private static void put(Map<String, Rule> rules, String domain, Map<String, Rule> some) {
    some.forEach((name, rule) -> rules.put(key(domain, name), rule));
  }

  Optional<Rule> find(Node node) {
    return Optional.ofNullable(rules.get(key(node.domain(), node.operator())));
  }

  /** Why an operator is not served. */
  static String refusal(Node node) {
    if (node.domain().isEmpty() && CONTROL.contains(node.operator())) {
      return "expected no control flow, whose run is not bounded, found " + node.described();
    }
    if (!Set.of(ONNX, ML, MICROSOFT).contains(node.domain())) {
      return "expected operators of the domains ai.onnx, ai.onnx.ml and com.microsoft, found "
          + node.described();
    }
    return "expected an operator that is served, found " + node.described();
  }

  private static String key(String domain, String name) {
    return domain + '/' + name;
  }
}
