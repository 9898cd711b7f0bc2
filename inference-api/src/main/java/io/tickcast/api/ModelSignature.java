package io.tickcast.api;

import java.util.ArrayList;
import java.util.List;

/**
 * What a model takes and gives.
 *
 * @param inputs the inputs of one bar, in the model's order
 * @param window the number of bars that one prediction sees, at least 1
 * @param outputs the outputs, in the model's order
 * @param acceptsMissing whether NaN is an input that the model was made for
 */
public record ModelSignature(
    List<Input> inputs, int window, List<Output> outputs, boolean acceptsMissing) {
  /** Copies the lists and checks them. */
  public ModelSignature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    if (window < 1) {
      throw new IllegalArgumentException("expected a window of at least 1 bar, found " + window);
    }
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException(
          "expected inputs and outputs, found "
              + inputs.size()
              + " inputs and "
              + outputs.size()
              + " outputs");
    }
  }

  /** The length of the input array: {@code window * inputs().size()}, oldest bar first. */
  public int width() {
    return Math.multiplyExact(window, inputs.size());
  }

  /** Whether every input has a name, so that it can be fed by name. */
  public boolean named() {
    return inputs.stream().noneMatch(input -> input.name().isEmpty());
  }

  /** The names of the inputs in order; empty strings when they are known by position only. */
  public List<String> inputNames() {
    List<String> names = new ArrayList<>(inputs.size());
    for (Input input : inputs) {
      names.add(input.name());
    }
    return List.copyOf(names);
  }
}
