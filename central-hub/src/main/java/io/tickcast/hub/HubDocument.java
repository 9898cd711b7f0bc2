package io.tickcast.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A configuration as the hub gives it. <i>Immutable.</i>
 *
 * @param config the JSON of the configuration
 * @param version its version
 * @param forced whether it may be older than what is in force
 */
record HubDocument(String config, HubVersion version, boolean forced) {
  /**
   * Reads a body: {@code {"config": {...} or a string of it, "version": ..., "force": true}}.
   *
   * @throws InferenceException (MALFORMED_DATA) when it is something else
   */
  static HubDocument parse(byte[] body, String where) {
    JsonNode root;
    try {
      root = Json.MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw Problems.malformed(where, "JSON", Problems.line(e.getOriginalMessage()));
    } catch (IOException e) {
      throw Problems.malformed(where, "JSON", Problems.of(e));
    }
    if (root == null || !root.isObject()) {
      throw Problems.malformed(where, "an object with config and version", "something else");
    }
    JsonNode config = root.path("config");
    JsonNode version = root.path("version");
    if (!config.isObject() && !config.isTextual()) {
      throw Problems.malformed(where, "'config' with an object or a string of one", kind(config));
    }
    if (!version.isTextual() && !version.isIntegralNumber()) {
      throw Problems.malformed(where, "'version' with a number or a string", kind(version));
    }
    String text = config.isTextual() ? config.textValue() : config.toString();
    return new HubDocument(text, new HubVersion(version.asText()), force(root, where));
  }

  private static boolean force(JsonNode root, String where) {
    JsonNode force = root.path("force");
    if (!force.isMissingNode() && !force.isBoolean()) {
      throw Problems.malformed(where, "'force' with true or false", kind(force));
    }
    return force.asBoolean();
  }

  private static String kind(JsonNode node) {
    return node.isMissingNode() ? "none" : "another kind: " + node.getNodeType();
  }

  /** What {@link #parse} reads. */
  byte[] bytes() {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("config", config).put("version", version.text());
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Stands for the configuration without its version. */
  String digest() {
    return ModelArtifact.sha256(config.getBytes(StandardCharsets.UTF_8));
  }
}
