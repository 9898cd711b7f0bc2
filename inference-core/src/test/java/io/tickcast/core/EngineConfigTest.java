package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.CHANNEL;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.usual;
import static io.tickcast.core.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalType;
import io.tickcast.core.EngineStatus.ConfigRefusal;
import io.tickcast.core.EngineStatus.ConfigSetting;
import io.tickcast.core.EngineStatus.ConfigStatus;
import io.tickcast.journal.JournalConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineConfigTest {
  private static final OperationalConfig DEFAULTS = OperationalConfig.defaults();
  private static final OperationalConfig STRICT = threshold(0.9);
  private static final ConfigOrigin HUB =
      new ConfigOrigin("hub http://127.0.0.1:8000", "7", Map.of(), Map.of());

  @TempDir private Path folder;

  private static OperationalConfig threshold(double threshold) {
    return DEFAULTS.withInference(DEFAULTS.inference().withConfidenceThreshold(threshold));
  }

  private static String configOf(Heard.Decided decided) {
    return decided.signal().replaceAll(".*\"config_id\":\"([0-9a-f]+)\".*", "$1");
  }

  @Test
  void configure_betweenTwoBars_decidesTheSecondByIt() {
    try (Rig rig = Rig.serving(Rig.buyer())) {
      rig.bar(usual(BAR));
      assertThat(rig.heard.last().type()).isEqualTo(SignalType.BUY);
      assertThat(configOf(rig.heard.last())).isEqualTo(DEFAULTS.id());
      rig.engine.configure(STRICT, HUB);
      rig.at(BAR + STEP).bar(usual(BAR + STEP));
      assertThat(rig.heard.last().type()).isEqualTo(SignalType.HOLD);
      assertThat(rig.heard.last().gates()).hasSize(1);
      assertThat(configOf(rig.heard.last())).isEqualTo(STRICT.id());
    }
  }

  @Test
  void configure_barThatWaitedBefore_isDecidedByTheFormer() {
    try (Rig rig = Rig.serving(Rig.buyer())) {
      rig.engine
          .frames()
          .onFrame(FrameKind.FEATURES, CHANNEL, utf8(usual(BAR)), rig.clock.epochNanos());
      rig.engine.configure(STRICT, HUB);
      rig.run();
      assertThat(configOf(rig.heard.last())).isEqualTo(DEFAULTS.id());
    }
  }

  @Test
  void configure_eachLane_switchesByItself() {
    try (Rig rig =
        new Rig(
            builder ->
                builder.settings(
                    new EngineSettings(4, 64, 64, Duration.ofSeconds(1), Duration.ofSeconds(1))))) {
      rig.engine.open();
      rig.engine.configure(STRICT, HUB);
      assertThat(rig.engine.status().config().lanesBehind()).isEqualTo(4);
      rig.run();
      assertThat(rig.engine.status().config().lanesBehind()).isZero();
      assertThat(rig.engine.status().configId()).isEqualTo(STRICT.id());
    }
  }

  @Test
  void configure_beforeOpen_isInForceForTheFirstBar() {
    try (Rig rig = new Rig()) {
      rig.serve("model", Rig.buyer());
      rig.engine.configure(STRICT, HUB);
      rig.engine.open();
      rig.bar(usual(BAR));
      assertThat(configOf(rig.heard.last())).isEqualTo(STRICT.id());
      assertThat(rig.engine.status().config().by()).isEqualTo(HUB.by());
    }
  }

  @Test
  void configure_onThreads_losesNoBar() {
    int bars = 1_000;
    OperationalConfig strict = patient(0.95);
    Rig rig = new Rig(builder -> builder.config(patient(0.4)).settings(EngineSettings.defaults()));
    try (rig) {
      rig.serve("model", Rig.buyer());
      rig.engine.start();
      for (int i = 0; i < bars; i++) {
        long time = BAR + i * STEP;
        rig.at(time);
        rig.engine
            .frames()
            .onFrame(FrameKind.FEATURES, CHANNEL, utf8(usual(time)), rig.clock.epochNanos());
        if (i % 10 == 0) {
          rig.engine.configure(i % 20 == 0 ? strict : patient(0.5), HUB);
        }
      }
      await().until(() -> rig.heard.decisions.size() == bars);
    }
    assertThat(rig.heard.refused).isEmpty();
    assertThat(rig.heard.decisions).extracting(Heard.Decided::barTimeMillis).isSorted();
    assertThat(rig.heard.decisions.stream().map(EngineConfigTest::configOf).distinct()).hasSize(3);
    for (Heard.Decided decided : rig.heard.decisions) {
      boolean held = configOf(decided).equals(strict.id());
      assertThat(decided.type()).isEqualTo(held ? SignalType.HOLD : SignalType.BUY);
    }
  }

  /** The clock runs ahead of the lane. */
  private static OperationalConfig patient(double threshold) {
    return DEFAULTS.withInference(new InferenceSettings(threshold, Duration.ofDays(30), true));
  }

  @Test
  void configure_fixedSetting_isRefusedCountedAndShown() {
    OperationalConfig units =
        DEFAULTS.withSignals(Decisions.signals(true, true, 0.01, SizeUnit.UNITS));
    try (Rig rig = Rig.serving(Rig.buyer())) {
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(() -> rig.engine.configure(units, HUB))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
          .withMessageContaining("size_unit: expected 'lots' until a restart, found 'units'");
      ConfigStatus status = rig.engine.status().config();
      assertThat(status.id()).isEqualTo(DEFAULTS.id());
      assertThat(status.changes()).isZero();
      assertThat(status.refused()).isOne();
      ConfigRefusal refusal = status.refusals().get(0);
      assertThat(refusal.origin()).isEqualTo("hub http://127.0.0.1:8000 version 7");
      assertThat(refusal.reason()).contains("size_unit");
      assertThat(refusal.atMillis()).isEqualTo(BAR + 250);
      assertThat(rig.heard.alerts).anyMatch(alert -> alert.startsWith("config_refused: hub "));
    }
  }

  @Test
  void configure_anotherFallback_isRefused() {
    try (Rig rig = new Rig()) {
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(
              () -> rig.engine.configure(DEFAULTS.withFallback(FallbackSettings.defaults()), HUB))
          .withMessageContaining("fallback: expected the one that the engine was made with");
    }
  }

  @Test
  void configRefused_often_keepsTheLastTenNewestFirst() {
    try (Rig rig = new Rig()) {
      for (int i = 0; i < 12; i++) {
        rig.engine.configRefused(HUB, "no " + i + "\nmore");
      }
      ConfigStatus status = rig.engine.status().config();
      assertThat(status.refused()).isEqualTo(12);
      assertThat(status.refusals()).hasSize(10);
      assertThat(status.refusals().get(0).reason()).isEqualTo("no 11 more");
    }
  }

  @Test
  void status_settings_sayWhereEachComesFrom() {
    ConfigOrigin origin =
        ConfigOrigin.of("start")
            .withPlaces(Map.of(OperationalSetting.MAX_LATENCY_MS.path(), "tickcast.yaml:12"))
            .withModels(Map.of(OperationalSetting.MODEL_VERSION.path(), "1.2.3"));
    try (Rig rig = new Rig(builder -> builder.configOrigin(origin))) {
      List<ConfigSetting> settings = rig.engine.status().config().settings();
      assertThat(settings)
          .contains(
              new ConfigSetting(
                  "operational.inference_settings.max_latency_ms",
                  "100",
                  "tickcast.yaml:12",
                  true,
                  ""),
              new ConfigSetting(
                  "operational.model_config.model_version", "1.2.3", "start", true, ""),
              new ConfigSetting(
                  "operational.signal_generation.size_unit",
                  "lots",
                  "start",
                  false,
                  OperationalSetting.SIZE_UNIT.fixedBecause()));
      assertThat(settings).extracting(ConfigSetting::path).doesNotHaveDuplicates().hasSize(30);
    }
  }

  private JournalSettings journal() {
    return JournalSettings.of(JournalConfig.of(folder.resolve("journal"))).withInputs();
  }

  /** One life of an engine whose configuration changes after every second bar. */
  private List<String> live(int life, int lanes, OperationalConfig first) {
    try (Rig rig =
        new Rig(
            builder ->
                builder
                    .config(first)
                    .journal(journal())
                    .settings(
                        new EngineSettings(
                            lanes, 64, 64, Duration.ofSeconds(1), Duration.ofSeconds(1))))) {
      rig.serve("model", Rig.buyer());
      rig.engine.open();
      for (int i = 0; i < 10; i++) {
        long time = BAR + (life * 10L + i) * STEP;
        rig.at(time).bar(usual(time));
        if (i % 2 == 1) {
          rig.engine.configure(
              threshold(0.5 + 0.04 * i)
                  .withSignals(Decisions.signals(true, true, 0.01 + i, SizeUnit.LOTS)),
              new ConfigOrigin("hub", String.valueOf(i), Map.of(), Map.of()));
        }
      }
      return rig.heard.decisions.stream().map(EngineConfigTest::configOf).toList();
    }
  }

  private JournalReplay.Report replay(boolean given) {
    FakeModelProvider provider = new FakeModelProvider();
    InferenceEngineBuilder builder =
        InferenceEngine.builder().classLoader(Rig.NO_SERVICES).modelProvider(provider);
    provider.with("model", Rig.buyer());
    try (JournalReplay replay =
        given
            ? JournalReplay.withSettingsOf(builder, EngineConfigTest::serve)
            : JournalReplay.of(builder, EngineConfigTest::serve)) {
      return replay.run(folder.resolve("journal"), records -> {});
    }
  }

  private static void serve(InferenceEngine engine) {
    engine.serve(engine.loadModel(FakeModelProvider.artifact("model")), "EURUSD", "5m");
  }

  @Test
  void replay_changes_areFollowedToTheByte() {
    List<String> first = live(0, 1, DEFAULTS);
    List<String> second = live(1, 4, threshold(0.3));
    assertThat(first.stream().distinct()).hasSize(5);
    assertThat(second.stream().distinct()).hasSize(5);
    JournalReplay.Report report = replay(false);
    assertThat(report.decisions()).isEqualTo(20);
    assertThat(report.differences()).isEmpty();
    assertThat(replay(true).different()).isEqualTo(18);
  }

  @Test
  void replay_settingsThatAreGone_saysSo() throws Exception {
    live(0, 1, DEFAULTS);
    Files.delete(folder.resolve("journal/configs/" + DEFAULTS.id() + ".json"));
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> replay(false))
        .withMessageContaining("the settings of config " + DEFAULTS.id());
  }

  @Test
  void restart_anotherConfiguration_saysWhatWasInForce() {
    live(0, 2, DEFAULTS);
    try (Rig rig = new Rig(builder -> builder.journal(journal()))) {
      rig.engine.open();
      ConfigStatus status = rig.engine.status().config();
      assertThat(status.id()).isEqualTo(DEFAULTS.id());
      assertThat(status.before()).matches("[0-9a-f]{16} by hub version 9");
    }
  }

  @Test
  void restart_limitOfEntries_isThatOfTheConfigurationThen() {
    OperationalConfig one =
        DEFAULTS.withSignals(
            new SignalSettings(
                true, true, 2, 3, "atr_14", 0.01, SizeUnit.LOTS, Optional.empty(), 1));
    long next;
    try (Rig rig = new Rig(builder -> builder.journal(journal()))) {
      rig.serve("model", Rig.buyer());
      rig.engine.open();
      rig.engine.configure(one, HUB);
      rig.bar(usual(BAR));
      assertThat(rig.heard.last().type()).isEqualTo(SignalType.BUY);
      next = rig.clock.epochNanos();
      // As after a crash: the lanes record no states.
      copy(folder.resolve("journal"), folder.resolve("copy"));
    }
    ConfigStore configs = new ConfigStore(folder.resolve("copy"));
    assertThat(configs.find(one.id())).contains(one);
    try (DiskJournal crashed =
        new DiskJournal(
            JournalSettings.of(JournalConfig.of(folder.resolve("copy"))),
            Set.of(),
            6_000,
            new Reporter(List.of(), new Counters()))) {
      SymbolState state = crashed.open().states().get(0);
      assertThat(state.nextEntryNanos() - next).isGreaterThan(Duration.ofSeconds(50).toNanos());
    }
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
