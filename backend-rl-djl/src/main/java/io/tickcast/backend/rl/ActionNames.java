package io.tickcast.backend.rl;

import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import java.util.ArrayList;
import java.util.List;

/** The outputs of an action: {@code action}, or {@code action_0} and so on. */
final class ActionNames {
  private ActionNames() {}

  static List<Output> of(int components) {
    if (components == 1) {
      return List.of(Output.of("action", OutputRole.ACTION));
    }
    List<Output> outputs = new ArrayList<>(components);
    for (int i = 0; i < components; i++) {
      outputs.add(Output.of("action_" + i, OutputRole.ACTION));
    }
    return List.copyOf(outputs);
  }
}
