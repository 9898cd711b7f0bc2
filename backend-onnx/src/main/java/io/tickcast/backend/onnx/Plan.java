package io.tickcast.backend.onnx;

import io.tickcast.api.Input;
import io.tickcast.api.ModelSignature;

/** All that a predictor has to know of a model. <i>Immutable.</i> */
record Plan(InputPlan inputs, OutputPlan outputs, ModelSignature signature) {

  /** The name of an input of a row, for people. */
  String inputName(int place) {
    Input input = signature.inputs().get(place % signature.inputs().size());
    return "input " + place + (input.name().isEmpty() ? "" : " " + Faults.quote(input.name()));
  }
}
