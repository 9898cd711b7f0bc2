package io.tickcast.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** JSON Merge Patch (RFC 7396): objects are merged, null removes, everything else replaces. */
final class MergePatch {
  private MergePatch() {}

  /** The target with a patch laid over it; neither is altered. */
  static JsonNode apply(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch.deepCopy();
    }
    ObjectNode merged =
        target.isObject() ? ((ObjectNode) target).deepCopy() : Json.MAPPER.createObjectNode();
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      if (field.getValue().isNull()) {
        merged.remove(field.getKey());
      } else {
        JsonNode before = merged.path(field.getKey());
        merged.set(field.getKey(), apply(before, field.getValue()));
      }
    }
    return merged;
  }
}
