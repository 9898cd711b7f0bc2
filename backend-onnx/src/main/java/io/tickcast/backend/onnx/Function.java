package io.tickcast.backend.onnx;

import java.util.List;
import java.util.Map;

/**
 * An operator that the file itself defines.
 *
 * @param defaults attributes with their values where a call gives none
 * @param attributes names of those that a call may give
 */
record Function(
    String domain,
    String name,
    List<String> inputs,
    List<String> outputs,
    List<String> attributes,
    Map<String, Attribute> defaults,
    List<Node> nodes,
    Map<String, Long> operatorSets) {}
