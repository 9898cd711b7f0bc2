package io.tickcast.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.InferenceException;
import io.tickcast.hub.HubRequest.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the development hub answers to each path. <i>Thread-safe.</i> */
final class HubPaths {
  private static final Logger LOG = LoggerFactory.getLogger(DevelopmentHub.class);
  private static final Pattern CONFIG =
      Pattern.compile("/api/v1/config/([A-Za-z0-9][A-Za-z0-9_-]{0,63})(/history|/rollback)?");
  private static final String SERVICES = "/api/v1/services";
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final int MOST_SERVICES = 100;

  private final Path folder;
  private final Optional<Broadcast> broadcast;
  private final EpochNanoClock clock;
  private final Map<String, HubStore> stores = new ConcurrentHashMap<>();
  private final ServiceRegister services = new ServiceRegister();

  HubPaths(Path folder, Optional<Broadcast> broadcast, EpochNanoClock clock) {
    this.folder = folder;
    this.broadcast = broadcast;
    this.clock = clock;
  }

  JsonNode answer(HubRequest request) throws IOException, Refused {
    Matcher config = CONFIG.matcher(request.path());
    if (config.matches()) {
      String what = config.group(2) == null ? "" : config.group(2);
      return config(request, config.group(1), what);
    }
    if (request.path().startsWith(SERVICES)) {
      return services(request, request.path().substring(SERVICES.length()));
    }
    throw new Refused(404, "expected /api/v1/config/{service} or /api/v1/services, found another");
  }

  private JsonNode config(HubRequest request, String service, String what)
      throws IOException, Refused {
    HubStore store = store(service);
    return switch (request.method() + what) {
      case "GET" -> body(newest(store, service));
      case "GET/history" -> history(store);
      case "PUT" -> added(service, store, request.object(), "put");
      case "PATCH" -> patched(service, store, request.object());
      case "POST/rollback" -> rolledBack(service, store, request.object());
      default -> throw new Refused(405, "expected another method, found " + request.method());
    };
  }

  /** Gives a service a first version that says nothing, unless it has one. */
  void seed(String service) {
    HubStore store = opened(service);
    if (store.newest().isEmpty()) {
      ObjectNode nothing = Json.MAPPER.createObjectNode();
      nothing.putObject("operational");
      store.add(nothing, "first", nowMillis());
    }
  }

  private HubStore store(String service) throws Refused {
    if (stores.size() >= MOST_SERVICES && !stores.containsKey(service)) {
      throw new Refused(507, "expected at most " + MOST_SERVICES + " services, found one more");
    }
    return opened(service);
  }

  private HubStore opened(String service) {
    return stores.computeIfAbsent(
        service,
        name -> {
          HubStore made = new HubStore(folder.resolve(name));
          made.open();
          return made;
        });
  }

  private static HubStore.Kept newest(HubStore store, String service) throws Refused {
    return store
        .newest()
        .orElseThrow(
            () -> new Refused(404, "expected a configuration of " + service + ", found none"));
  }

  private static JsonNode body(HubStore.Kept kept) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.set("config", kept.config());
    return node.put("version", kept.version());
  }

  private static JsonNode history(HubStore store) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    ArrayNode versions = node.putArray("versions");
    store.history().forEach(kept -> versions.add(kept.json()));
    return node;
  }

  private JsonNode patched(String service, HubStore store, JsonNode patch) {
    synchronized (store) {
      JsonNode before =
          store.newest().map(HubStore.Kept::config).orElse(Json.MAPPER.createObjectNode());
      return added(service, store, MergePatch.apply(before, patch), "patch");
    }
  }

  /** The content of an old version becomes a new one: versions never go backwards. */
  private JsonNode rolledBack(String service, HubStore store, JsonNode body) throws Refused {
    long wanted = body.path("version").asLong(newest(store, service).version() - 1);
    HubStore.Kept old =
        store
            .find(wanted)
            .orElseThrow(() -> new Refused(404, "expected version " + wanted + ", found none"));
    return added(service, store, old.config(), "rollback to " + wanted);
  }

  private JsonNode added(String service, HubStore store, JsonNode config, String by) {
    HubStore.Kept kept = store.add(config, by, nowMillis());
    LOG.info("{}: version {} by {}", service, kept.version(), by);
    JsonNode body = body(kept);
    broadcast.ifPresent(to -> tell(to, service, body));
    return body;
  }

  private static void tell(Broadcast to, String service, JsonNode body) {
    try {
      to.send(service, body.toString().getBytes(StandardCharsets.UTF_8));
    } catch (InferenceException e) {
      LOG.warn("{}: services see it when they fetch again", e.getMessage());
    }
  }

  private JsonNode services(HubRequest request, String what) throws IOException, Refused {
    return switch (request.method() + what) {
      case "GET" -> services.json();
      case "POST/register" -> done(services.register(card(request), nowMillis()), 507);
      case "POST/heartbeat" -> done(services.beat(card(request), nowMillis()), 404);
      case "POST/deregister" -> done(services.deregister(card(request)), 404);
      default ->
          throw new Refused(404, "expected register, heartbeat or deregister, found another");
    };
  }

  private static JsonNode card(HubRequest request) throws IOException, Refused {
    JsonNode card = request.object();
    if (!card.path("service").isTextual() || !card.path("instance").isTextual()) {
      throw new Refused(400, "expected 'service' and 'instance', found not both");
    }
    return card;
  }

  private static JsonNode done(boolean done, int otherwise) throws Refused {
    if (!done) {
      throw new Refused(
          otherwise, "expected a service that is registered, found none of that name");
    }
    return Json.MAPPER.createObjectNode().put("ok", true);
  }

  private long nowMillis() {
    return clock.epochNanos() / NANOS_PER_MILLI;
  }
}
