package io.tickcast.backend.onnx;

import java.util.Map;

/**
 * A file as its protobuf says it.
 *
 * @param operatorSets the version of each domain; empty is ONNX's own
 * @param metadata what the producer added
 */
record OnnxFile(
    long irVersion,
    String producer,
    String producerVersion,
    Map<String, Long> operatorSets,
    Map<String, String> metadata,
    Graph graph,
    Map<String, Function> functions) {}
