package io.tickcast.examples.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.core.OperationalSetting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns settings of a command line into a merge patch for a hub. */
final class HubPatch {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<OperationalSetting> TEXTS =
      Set.of(
          OperationalSetting.MODEL_TYPE,
          OperationalSetting.MODEL_VERSION,
          OperationalSetting.CHECKPOINT_PATH);

  private HubPatch() {}

  /**
   * A patch that changes settings.
   *
   * @param settings each {@code KEY=VALUE}
   * @param unchecked whether keys that are no settings are taken as paths
   * @throws InferenceException (INVALID_CONFIGURATION) naming the one that does not do
   */
  static ObjectNode of(List<String> settings, boolean unchecked) {
    ObjectNode patch = JSON.createObjectNode();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals < 1) {
        throw invalid("KEY=VALUE", "'" + setting + "'");
      }
      String key = setting.substring(0, equals);
      Optional<OperationalSetting> known = find(key);
      if (known.isEmpty() && !unchecked) {
        throw invalid("the name of a setting", "'" + key + "'" + ConfigScope.hint(key, keys()));
      }
      String path = known.map(OperationalSetting::path).orElse(key);
      boolean text = known.filter(TEXTS::contains).isPresent();
      put(patch, path.split("\\."), value(setting.substring(equals + 1), text));
    }
    return patch;
  }

  private static Optional<OperationalSetting> find(String key) {
    return Arrays.stream(OperationalSetting.values())
        .filter(setting -> setting.key().equals(key) || setting.path().equals(key))
        .findFirst();
  }

  private static Set<String> keys() {
    return Arrays.stream(OperationalSetting.values())
        .map(OperationalSetting::key)
        .collect(Collectors.toSet());
  }

  /** A version such as 1.2 is a text, and not a number. */
  private static JsonNode value(String text, boolean isText) {
    if (text.isEmpty()) {
      return JSON.nullNode();
    }
    if (isText) {
      return TextNode.valueOf(text);
    }
    try {
      JsonNode parsed = JSON.readTree(text);
      return parsed.isValueNode() ? parsed : TextNode.valueOf(text);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }

  private static void put(ObjectNode root, String[] path, JsonNode value) {
    ObjectNode at = root;
    for (int i = 0; i < path.length - 1; i++) {
      at = at.withObject("/" + path[i]);
    }
    at.set(path[path.length - 1], value);
  }

  private static InferenceException invalid(String expected, String found) {
    return new InferenceException(
        ErrorCode.INVALID_CONFIGURATION, "expected " + expected + ", found " + found);
  }
}
