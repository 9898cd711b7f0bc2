package io.tickcast.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** The services that have said they are there. <i>Thread-safe.</i> */
final class ServiceRegister {
  private static final int MOST = 1_000;

  private final Map<String, ObjectNode> byInstance = new TreeMap<>();

  /** Takes a service in; false when there are too many. */
  synchronized boolean register(JsonNode card, long nowMillis) {
    String instance = card.path("instance").asText();
    if (byInstance.size() >= MOST && !byInstance.containsKey(instance)) {
      return false;
    }
    byInstance.put(
        instance,
        ((ObjectNode) card)
            .deepCopy()
            .put("registered_at_ms", nowMillis)
            .put("seen_at_ms", nowMillis));
    return true;
  }

  /** Takes a sign of life; false when the service is not known. */
  synchronized boolean beat(JsonNode heartbeat, long nowMillis) {
    ObjectNode known = byInstance.get(heartbeat.path("instance").asText());
    if (known == null) {
      return false;
    }
    known.setAll((ObjectNode) heartbeat.deepCopy());
    known.put("seen_at_ms", nowMillis);
    return true;
  }

  synchronized boolean deregister(JsonNode card) {
    return byInstance.remove(card.path("instance").asText()) != null;
  }

  synchronized ObjectNode json() {
    ObjectNode node = Json.MAPPER.createObjectNode();
    ArrayNode services = node.putArray("services");
    byInstance.values().forEach(each -> services.add(each.deepCopy()));
    return node;
  }
}
