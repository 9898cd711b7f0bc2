package io.tickcast.backend.onnx;

import java.util.List;

/** What is known of the outputs of an operator when its inputs are known. */
@FunctionalInterface
interface Rule {
  /**
   * The outputs of a call.
   *
   * @throws io.tickcast.api.InferenceException when the operator would not take these inputs, or
   *     would take sizes from numbers that are not known
   */
  List<Value> outputs(Call call);
}
