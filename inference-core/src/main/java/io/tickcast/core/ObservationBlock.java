package io.tickcast.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickcast.api.Input;
import io.tickcast.api.InputKind;
import io.tickcast.api.OneLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The block {@code observation} of a manifest: an agent's inputs in order. */
final class ObservationBlock {
  private static final List<String> KEYS = List.of("items");
  private static final List<String> ITEM_KEYS = List.of("name", "kind", "scale", "clip", "symbol");

  private ObservationBlock() {}

  static List<Input> read(JsonBlock root) {
    JsonBlock block = root.block("observation", KEYS).orElse(null);
    if (block == null) {
      return List.of();
    }
    if (!block.has("items")) {
      block.fault("items", "an array of inputs", "none");
      return List.of();
    }
    List<Input> inputs = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    List<JsonNode> items = block.array("items", Manifests.FEATURES_MAX);
    for (int i = 0; i < items.size(); i++) {
      String where = "items[" + i + "]";
      if (!items.get(i).isObject()) {
        block.fault(where, "an object", JsonText.of(items.get(i)));
        continue;
      }
      JsonBlock item = new JsonBlock(block.at(where), items.get(i), block.faults(), ITEM_KEYS);
      Input input = input(item);
      if (!input.name().isEmpty()
          && !seen.add(input.symbol() + '\n' + input.kind() + input.name())) {
        item.fault("name", "each input once", OneLine.quote(input.name()) + " again");
      }
      inputs.add(input);
    }
    return inputs;
  }

  private static Input input(JsonBlock item) {
    if (!item.has("name")) {
      item.fault("name", "a name", "none");
    }
    return new Input(
        Manifests.symbol(item, "symbol"),
        kind(item),
        item.text("name"),
        item.number("scale", 1, JsonBlock.Range.ANY),
        item.number("clip", Double.POSITIVE_INFINITY, JsonBlock.Range.POSITIVE));
  }

  private static InputKind kind(JsonBlock item) {
    String word = item.text("kind");
    return switch (word) {
      case "", "feature" -> InputKind.FEATURE;
      case "state" -> InputKind.STATE;
      default -> {
        item.fault("kind", "feature or state", OneLine.quote(word));
        yield InputKind.FEATURE;
      }
    };
  }
}
