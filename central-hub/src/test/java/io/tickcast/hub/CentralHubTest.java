package io.tickcast.hub;

import static io.tickcast.hub.ScriptedHub.config;
import static io.tickcast.hub.ScriptedHub.status;
import static io.tickcast.hub.ScriptedHub.threshold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import io.tickcast.core.ConfigOrigin;
import io.tickcast.core.EngineStatus.ConfigSetting;
import io.tickcast.core.EngineStatus.ConfigStatus;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.ModelSwitch;
import io.tickcast.core.OperationalConfig;
import io.tickcast.core.OperationalSetting;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real engine that follows a hub over real HTTP. */
class CentralHubTest {
  private static final OperationalConfig BASE = OperationalConfig.defaults();
  private static final ConfigOrigin START =
      ConfigOrigin.of("start")
          .withPlaces(Map.of(OperationalSetting.MAX_LATENCY_MS.path(), "tickcast.yaml:3"));
  private static final URI SELF = URI.create("http://127.0.0.1:8010");
  private static final HubTimes QUICK =
      new HubTimes(
          Duration.ofMinutes(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofMillis(20),
          Duration.ofMillis(50),
          Duration.ZERO,
          Duration.ofMillis(20));

  @TempDir private Path folder;
  private final ScriptedHub scripted = new ScriptedHub();
  private final List<String> models = new ArrayList<>();

  @AfterEach
  void close() {
    scripted.close();
  }

  /** An engine with its hub. */
  private final class Pair implements AutoCloseable {
    private final CentralHub hub =
        CentralHub.create(HubSettings.of(scripted.uri(), folder).withTimes(QUICK), () -> 1_000_000);
    private final InferenceEngine engine =
        InferenceEngine.builder()
            .classLoader(new ClassLoader(null) {})
            .config(BASE)
            .configOrigin(START)
            .configFrames(hub.frames())
            .configSource(hub::status)
            .build();

    Pair follow() {
      return follow((choice, who) -> ModelSwitch.Prepared.nothing());
    }

    Pair follow(ModelSwitch switching) {
      hub.begin(engine, BASE, START, switching);
      hub.ask();
      engine.start();
      return this;
    }

    ConfigStatus config() {
      return engine.status().config();
    }

    String setting(OperationalSetting setting) {
      ConfigSetting found =
          config().settings().stream()
              .filter(it -> it.path().equals(setting.path()))
              .findFirst()
              .orElseThrow();
      return found.value() + " by " + found.origin();
    }

    @Override
    public void close() {
      hub.close();
      engine.close();
    }
  }

  private String name() {
    return "hub " + scripted.uri();
  }

  @Test
  void follow_hubThatAnswers_isInForceBeforeTheFirstBar() {
    scripted.then(config(threshold(0.8), 7));
    try (Pair pair = new Pair().follow()) {
      assertThat(pair.setting(OperationalSetting.CONFIDENCE_THRESHOLD))
          .isEqualTo("0.8 by " + name() + " version 7");
      assertThat(pair.setting(OperationalSetting.MAX_LATENCY_MS))
          .isEqualTo("100 by tickcast.yaml:3");
      assertThat(pair.config().version()).isEqualTo("7");
      assertThat(pair.config().source().orElseThrow().state()).isEqualTo("answers");
    }
  }

  @Test
  void follow_hubThatIsAway_hasTheLastGoodCopyAndTakesUpWhatComes() {
    scripted.then(config(threshold(0.8), 7));
    try (Pair pair = new Pair().follow()) {
      assertThat(pair.config().version()).isEqualTo("7");
    }
    scripted.now(status(503, ""));
    try (Pair pair = new Pair().follow()) {
      assertThat(pair.setting(OperationalSetting.CONFIDENCE_THRESHOLD)).startsWith("0.8 by hub");
      assertThat(pair.config().source().orElseThrow().state()).isEqualTo("away");
      pair.hub.start(SELF);
      scripted.now(config(threshold(0.9), 8));
      await().until(() -> pair.config().version().equals("8"));
    }
  }

  @Test
  void follow_hubThatWasNeverThere_hasTheSafeDefaults() {
    scripted.then(status(500, ""));
    try (Pair pair = new Pair().follow()) {
      assertThat(pair.config().id()).isEqualTo(BASE.id());
      assertThat(pair.config().by()).isEqualTo("start");
      assertThat(pair.config().source().orElseThrow().lastError()).contains("found 500");
    }
  }

  @Test
  void update_bad_isRefusedWholeAndShown() {
    scripted.then(config(threshold(0.8), 7));
    try (Pair pair = new Pair().follow()) {
      pair.hub.start(SELF);
      scripted.now(
          config(
              "{\"operational\":{\"inference_settings\":{\"confidence_threshold\":0.9,"
                  + "\"max_latency\":5},\"signal_generation\":{\"size_unit\":\"units\"}}}",
              8));
      hint(pair, "");
      await().until(() -> pair.config().refused() == 1);
      assertThat(pair.setting(OperationalSetting.CONFIDENCE_THRESHOLD)).startsWith("0.8 ");
      assertThat(pair.config().version()).isEqualTo("7");
      assertThat(pair.config().refusals().get(0).reason())
          .contains("'max_latency'", "did you mean 'max_latency_ms'", "size_unit")
          .startsWith(name() + " version 8: ");
      hint(pair, "");
      scripted.now(config(threshold(0.95), 9));
      hint(pair, "");
      await().until(() -> pair.config().version().equals("9"));
      assertThat(pair.config().refused()).isOne();
    }
  }

  private static void hint(Pair pair, String body) {
    pair.engine
        .frames()
        .onFrame(
            FrameKind.CONFIG, "config.update.inference", body.getBytes(StandardCharsets.UTF_8), 1);
  }

  @Test
  void update_modelThatDoesNotVerify_leavesTheSettingsToo() {
    scripted.then(config(threshold(0.8), 7));
    try (Pair pair =
        new Pair()
            .follow(
                (choice, who) -> {
                  throw new InferenceException(
                      ErrorCode.VERIFICATION_FAILED, "golden row 3: expected 1, found 2");
                })) {
      assertThat(pair.config().id()).isEqualTo(BASE.id());
      assertThat(pair.config().refusals()).hasSize(1);
      assertThat(pair.config().refusals().get(0).reason()).contains("golden row 3");
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void update_model_isTakenUpWithTheSettings() {
    scripted.then(
        config(
            "{\"operational\":{\"model_config\":{\"model_version\":\"1.2.4\","
                + "\"auto_reload\":true}}}",
            7));
    ModelSwitch switching =
        (choice, who) ->
            new ModelSwitch.Prepared() {
              @Override
              public void commit() {
                models.add(choice.version().orElse("none") + " " + who);
              }

              @Override
              public void close() {
                models.add("closed");
              }
            };
    try (Pair pair = new Pair().follow(switching)) {
      assertThat(models).containsExactly("1.2.4 " + name() + " version 7", "closed");
      assertThat(pair.setting(OperationalSetting.MODEL_VERSION))
          .isEqualTo("1.2.4 by " + name() + " version 7");
    }
  }

  @Test
  void start_hubThatOffersIt_registersBeatsAndSaysGoodBye() {
    scripted.then(
        exchange ->
            (exchange.getRequestURI().getPath().startsWith("/api/v1/config")
                    ? config(threshold(0.8), 7)
                    : status(200, "{}"))
                .to(exchange));
    Pair pair = new Pair().follow();
    try (pair) {
      pair.hub.start(SELF);
      await().until(() -> count("POST /api/v1/services/heartbeat") >= 3);
      assertThat(pair.config().source().orElseThrow().registration()).isEqualTo("registered");
    }
    assertThat(scripted.requests)
        .anySatisfy(
            request ->
                assertThat(request)
                    .startsWith("POST /api/v1/services/register {")
                    .contains(
                        "\"instance\":\"inference@127.0.0.1:8010\"",
                        "\"health\":\"http://127.0.0.1:8010/readyz\""))
        .anySatisfy(
            request ->
                assertThat(request)
                    .startsWith("POST /api/v1/services/heartbeat {")
                    .contains("\"status\":\"not_ready\"", "\"config_version\":\"7\""));
    assertThat(count("POST /api/v1/services/register")).isOne();
    assertThat(count("POST /api/v1/services/deregister")).isOne();
  }

  private long count(String prefix) {
    synchronized (scripted.requests) {
      return scripted.requests.stream().filter(it -> it.startsWith(prefix)).count();
    }
  }

  @Test
  void start_hubThatForgets_hearsOfTheServiceAnew() {
    List<String> forgotten = new ArrayList<>();
    scripted.then(
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          boolean forgets = path.endsWith("heartbeat") && forgotten.isEmpty();
          if (forgets) {
            forgotten.add(path);
          }
          (path.startsWith("/api/v1/config")
                  ? config(threshold(0.8), 7)
                  : status(forgets ? 404 : 200, "{}"))
              .to(exchange);
        });
    try (Pair pair = new Pair().follow()) {
      pair.hub.start(SELF);
      await().until(() -> count("POST /api/v1/services/register") == 2);
    }
    assertThat(forgotten).hasSize(1);
  }

  @Test
  void start_hubWithoutARegister_isLeftAlone() {
    scripted.then(
        exchange ->
            (exchange.getRequestURI().getPath().startsWith("/api/v1/config")
                    ? config(threshold(0.8), 7)
                    : status(404, ""))
                .to(exchange));
    try (Pair pair = new Pair().follow()) {
      pair.hub.start(SELF);
      await()
          .until(() -> pair.config().source().orElseThrow().registration().equals("not offered"));
    }
    assertThat(count("POST /api/v1/services/register")).isOne();
    assertThat(count("POST /api/v1/services/deregister")).isZero();
  }

  @Test
  void close_withAndWithoutAStart_leavesNoThread() {
    scripted.then(config(threshold(0.8), 7));
    Pair first = new Pair();
    first.close();
    Pair second = new Pair().follow();
    second.hub.start(SELF);
    second.close();
    second.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("tickcast-hub");
  }
}
