package io.tickcast.backend.rl;

import io.tickcast.api.ModelManifest;
import io.tickcast.api.Output;
import io.tickcast.api.OutputKind;
import io.tickcast.api.OutputRole;
import io.tickcast.api.OutputSpec;
import io.tickcast.checkpoint.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the numbers of a TorchScript program mean, by the manifest's output. <i>Immutable.</i>
 *
 * @param outputs of the model
 * @param choosesLargest whether the first output is the code of the largest number
 */
record TorchscriptOutputs(List<Output> outputs, boolean choosesLargest) {
  static TorchscriptOutputs of(ModelManifest manifest, int count) {
    Optional<OutputSpec> spec = manifest.output();
    if (count < 1) {
      throw Faults.unsupported("a program that gives numbers", "none", "a row of zeros");
    }
    if (spec.isEmpty()) {
      return new TorchscriptOutputs(several(count, "output", OutputRole.VALUE), false);
    }
    OutputKind kind = spec.get().kind();
    return switch (kind) {
      case CLASSES -> classes(spec.get().classes(), count);
      case DIRECTION -> same(count, "probability", OutputRole.PROBABILITY);
      case EXPECTED_RETURN -> same(count, "value", OutputRole.VALUE);
      case TARGET_POSITION, ORDER_SIZE -> new TorchscriptOutputs(ActionNames.of(count), false);
      case ACTION ->
          count == 1
              ? new TorchscriptOutputs(ActionNames.of(1), false)
              : new TorchscriptOutputs(Codes.valued(count, 0).outputs(), true);
    };
  }

  private static TorchscriptOutputs classes(List<String> names, int count) {
    if (names.size() != count) {
      return same(count, "class", OutputRole.PROBABILITY);
    }
    List<Output> outputs =
        names.stream().map(name -> Output.of(name, OutputRole.PROBABILITY)).toList();
    return new TorchscriptOutputs(outputs, false);
  }

  private static TorchscriptOutputs same(int count, String name, OutputRole role) {
    return new TorchscriptOutputs(several(count, name, role), false);
  }

  private static List<Output> several(int count, String name, OutputRole role) {
    if (count == 1) {
      return List.of(Output.of(name, role));
    }
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      outputs.add(Output.of(name + "_" + i, role));
    }
    return List.copyOf(outputs);
  }
}
