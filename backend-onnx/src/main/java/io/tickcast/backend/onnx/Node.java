package io.tickcast.backend.onnx;

import java.util.List;
import java.util.Map;

/**
 * One operator of a graph.
 *
 * @param inputs names of values; empty for one that is left out
 * @param outputs names of values; empty for one that nobody wants
 * @param domain empty for ONNX's own operators
 */
record Node(
    String name,
    String operator,
    String domain,
    List<String> inputs,
    List<String> outputs,
    Map<String, Attribute> attributes) {

  /** The operator with its domain, such as {@code ai.onnx.ml.ZipMap}. */
  String qualified() {
    return domain.isEmpty() ? operator : domain + "." + operator;
  }

  /** For people. */
  String described() {
    return qualified() + (name.isEmpty() ? "" : " " + Faults.quote(name));
  }
}
