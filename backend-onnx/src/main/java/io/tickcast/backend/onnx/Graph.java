package io.tickcast.backend.onnx;

import java.util.List;
import java.util.Map;

/**
 * The graph of a file.
 *
 * @param inputs what a caller may give; those that are constants too are left out
 * @param constants by their names
 */
record Graph(
    List<Node> nodes,
    List<ValueInfo> inputs,
    List<ValueInfo> outputs,
    Map<String, Tensor> constants) {

  /** What a prediction is: the last output. */
  ValueInfo lastOutput() {
    return outputs.get(outputs.size() - 1);
  }
}
