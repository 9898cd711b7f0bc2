package io.tickcast.backend.rl;

import io.tickcast.checkpoint.Faults;
import java.util.List;

/**
 * What an agent does with its features: layers, then a head. <i>Immutable.</i>
 *
 * @param layers from the features to the head's numbers, at least one
 * @param head makes the action
 */
record Policy(List<Layer> layers, ActionHead head) {
  /** Copies the list and checks that the head fits. */
  Policy {
    layers = List.copyOf(layers);
    int given = layers.get(layers.size() - 1).outputs();
    if (given != head.width()) {
      throw Faults.malformed(
          head.width() + " outputs, as the action space has", given + "", "policy.pth");
    }
  }

  /** The network in words: the widths of its layers. */
  String describe() {
    StringBuilder text = new StringBuilder();
    text.append(layers.get(0).inputs());
    layers.forEach(layer -> text.append('-').append(layer.outputs()));
    return text.toString();
  }
}
