package io.tickcast.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickcast.api.InferenceException;
import io.tickcast.core.EngineStatus;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the hub that this service is there, when the hub wants to know. Does one thing at a time.
 * <i>Confined</i> to one thread, but for {@link #state}.
 */
final class Registration {
  private static final Logger LOG = LoggerFactory.getLogger(CentralHub.class);
  private static final String PATH = "/api/v1/services/";
  private static final Duration NOT_OFFERED_PAUSE = Duration.ofMinutes(10);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final HubSettings settings;
  private final HubHttp http;
  private final URI self;
  private final Supplier<EngineStatus> engine;
  private final LongSupplier nanos;
  private volatile String state = "new";
  private boolean begun;
  private boolean registered;
  private long nextNanos;

  Registration(
      HubSettings settings,
      HubHttp http,
      URI self,
      Supplier<EngineStatus> engine,
      LongSupplier nanos) {
    this.settings = settings;
    this.http = http;
    this.self = self;
    this.engine = engine;
    this.nanos = nanos;
  }

  /** {@code new}, {@code registered}, {@code not offered}, or why it failed. */
  String state() {
    return state;
  }

  /**
   * Registers, or sends a heartbeat, when it is due.
   *
   * @return how long nothing will be due, nanoseconds
   */
  long look() {
    long now = nanos.getAsLong();
    if (!begun || now - nextNanos >= 0) {
      begun = true;
      nextNanos = now + send().toNanos();
    }
    return Math.max(0, nextNanos - nanos.getAsLong());
  }

  /** One request; gives the pause after it. */
  private Duration send() {
    try {
      return registered ? beat() : register();
    } catch (InferenceException e) {
      failed(Problems.line(String.valueOf(e.getMessage())));
      return settings.times().heartbeat();
    }
  }

  private Duration register() {
    int status = http.post(PATH + "register", card()).status();
    if (status == 404 || status == 405 || status == 501) {
      become("not offered");
      return NOT_OFFERED_PAUSE;
    }
    registered = status / 100 == 2;
    if (registered) {
      become("registered");
    } else {
      failed("register: expected status 200, found " + status);
    }
    return settings.times().heartbeat();
  }

  /** A hub that has forgotten this service hears of it anew at once. */
  private Duration beat() {
    int status = http.post(PATH + "heartbeat", heartbeat()).status();
    if (status == 404 || status == 410) {
      registered = false;
      return Duration.ZERO;
    }
    if (status / 100 == 2) {
      become("registered");
    } else {
      failed("heartbeat: expected status 200, found " + status);
    }
    return settings.times().heartbeat();
  }

  private void failed(String why) {
    become(why);
  }

  private void become(String next) {
    if (!next.equals(state)) {
      state = next;
      LOG.info("{}: registration of {}: {}", settings.name(), instance(), next);
    }
  }

  private String instance() {
    return settings.service() + "@" + self.getAuthority();
  }

  private ObjectNode named() {
    return Json.MAPPER
        .createObjectNode()
        .put("service", settings.service())
        .put("instance", instance());
  }

  private byte[] card() {
    EngineStatus status = engine.get();
    return bytes(
        named()
            .put("url", self.toString())
            .put("health", self + "/readyz")
            .put("started_at_ms", status.startedAtMillis())
            .put("heartbeat_ms", settings.times().heartbeat().toMillis()));
  }

  private byte[] heartbeat() {
    EngineStatus status = engine.get();
    ObjectNode node =
        named()
            .put("status", status.ready() ? "ready" : "not_ready")
            .put("config_id", status.configId())
            .put("config_version", status.config().version());
    status.models().forEach(model -> node.withArray("models").add(model.modelVersion()));
    return bytes(node);
  }

  private static byte[] bytes(ObjectNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Says good-bye, once and briefly. */
  void end() {
    if (!registered) {
      return;
    }
    registered = false;
    try {
      http.post(PATH + "deregister", bytes(named()), FAREWELL);
    } catch (InferenceException e) {
      LOG.debug("the hub did not hear that this service ends: {}", e.getMessage());
    }
  }
}
