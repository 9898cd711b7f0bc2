package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.InferenceException;
import io.tickcast.core.BarTime;
import io.tickcast.core.EngineSettings;
import io.tickcast.core.FeedSettings;
import io.tickcast.core.OperationalConfig;
import io.tickcast.core.SizeUnit;
import io.tickcast.transport.http.HttpConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
  @TempDir private Path folder;

  @Test
  void file_withoutSettings_givesTheDefaultsOfTheCore() throws IOException {
    for (String text : List.of("", "# nothing\n", "operational:\nsources:\n")) {
      ServiceConfig config = read(text).valid();
      assertThat(config.operational()).isEqualTo(OperationalConfig.defaults());
      assertThat(config.feed()).isEqualTo(FeedSettings.defaults());
      assertThat(config.engine()).isEqualTo(EngineSettings.defaults());
      assertThat(config.http()).isEqualTo(HttpConfig.defaults());
      assertThat(config.instruments()).isEmpty();
      assertThat(config.selection().folder()).isEqualTo(folder.resolve("models"));
    }
  }

  @Test
  void file_withTheBlockOfTheCard_isTaken() throws IOException {
    Files.createDirectory(folder.resolve("models"));
    Path model = Files.createFile(folder.resolve("models").resolve("xgboost_eurusd_5m_v1.2.3.pkl"));
    ServiceConfig config =
        read("""
                {"operational": {
                  "model_config": {"model_type": "xgboost", "model_version": "1.2.3",
                    "checkpoint_path": "models/xgboost_eurusd_5m_v1.2.3.pkl", "auto_reload": true},
                  "inference_settings":
                    {"confidence_threshold": 0.8, "max_latency_ms": 50, "fallback_to_hold": false},
                  "signal_generation": {"calculate_entry_price": false, "calculate_sl_tp": false,
                    "atr_multiplier_sl": 1.5, "atr_multiplier_tp": 2.5},
                  "monitoring":
                    {"track_latency": false, "track_predictions": false, "alert_on_drift": false}}}
                """)
            .valid();
    assertThat(config.selection().checkpoint()).contains(model);
    assertThat(config.selection().version()).contains("1.2.3");
    assertThat(config.selection().autoReload()).isTrue();
    OperationalConfig operational = config.operational();
    assertThat(operational.inference().confidenceThreshold()).isEqualTo(0.8);
    assertThat(operational.inference().maxLatency()).isEqualTo(Duration.ofMillis(50));
    assertThat(operational.inference().fallbackToHold()).isFalse();
    assertThat(operational.signals().calculateEntryPrice()).isFalse();
    assertThat(operational.signals().calculateSlTp()).isFalse();
    assertThat(operational.signals().atrMultiplierSl()).isEqualTo(1.5);
    assertThat(operational.signals().atrMultiplierTp()).isEqualTo(2.5);
    assertThat(operational.monitoring().trackLatency()).isFalse();
    assertThat(operational.monitoring().trackPredictions()).isFalse();
    assertThat(operational.monitoring().alertOnDrift()).isFalse();
  }

  @Test
  void file_withEveryOtherSetting_isTaken() throws IOException {
    ServiceConfig config =
        read("""
                operational:
                  model_config: {model_version: 1.10}
                  inference_settings: {max_latency_ms: 0.5}
                  signal_generation:
                    {atr_feature: atr_21, position_size: 0.5, size_unit: fraction, signal_validity: 90s, max_entries_per_minute: 6}
                feed:
                  {max_feature_age: 2h, bar_time: open, align_bars: true, target_columns: [y, "z*"],
                   max_message_bytes: 4096, max_features: 7, max_series: 8}
                instruments:
                  - {symbol: eurusd, aliases: [EUR/USD], tick_size: 1e-5, lot_size: 0.01}
                engine:
                  {lanes: 2, queue_capacity: 3, record_capacity: 32, sink_timeout: 4s, close_timeout: 5ms}
                http: {host: 0.0.0.0, port: 0, recent_signals: 16, stall_timeout: 1m}
                sources: [{name: in, type: recording, file: bars.rec, speed: 10}]
                sinks: [{name: out, type: jsonl, file: out.jsonl}]
                data: written
                """)
            .valid();
    assertThat(config.selection().version()).contains("1.10");
    assertThat(config.operational().inference().maxLatency()).isEqualTo(Duration.ofNanos(500_000));
    assertThat(config.operational().signals().sizeUnit()).isEqualTo(SizeUnit.FRACTION);
    assertThat(config.operational().signals().signalValidity()).contains(Duration.ofSeconds(90));
    assertThat(config.operational().signals().maxEntriesPerMinute()).isEqualTo(6);
    assertThat(config.feed())
        .isEqualTo(
            new FeedSettings(
                Optional.of(Duration.ofHours(2)),
                BarTime.OPEN,
                true,
                List.of("y", "z*"),
                4_096,
                7,
                8));
    assertThat(config.instruments().get(0).symbol()).isEqualTo("EURUSD");
    assertThat(config.instruments().get(0).tickSize()).hasValue(1e-5);
    assertThat(config.engine())
        .isEqualTo(new EngineSettings(2, 3, 32, Duration.ofSeconds(4), Duration.ofMillis(5)));
    assertThat(config.http().port()).isZero();
    assertThat(config.http().stallTimeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.sources().get(0).options())
        .isEqualTo(Map.of("file", folder.resolve("bars.rec").toString(), "speed", "10"));
    assertThat(config.sinks().get(0).options())
        .isEqualTo(Map.of("file", folder.resolve("written").resolve("out.jsonl").toString()));
  }

  @Test
  void faults_many_areAllReportedAtTheirLines() throws IOException {
    LoadedConfig loaded =
        read(
            """
            operational:
              inference_settings:
                confidence_treshold: 0.7
                max_latency_ms: soon
                fallback_to_hold: yes
              signal_generation:
                atr_multiplier_sl: -1
            engine: {lanes: 0}
            http: 8010
            """);
    assertThat(loaded.faults().stream().map(fault -> fault.within(loaded.file())))
        .satisfiesExactly(
            fault ->
                assertThat(fault)
                    .startsWith("line 3: ")
                    .endsWith("did you mean 'confidence_threshold'?"),
            fault ->
                assertThat(fault)
                    .isEqualTo(
                        "line 4: operational.inference_settings.max_latency_ms:"
                            + " expected a number of milliseconds, found 'soon'"),
            fault ->
                assertThat(fault)
                    .startsWith("line 5: ")
                    .endsWith("expected false or true, found 'yes'"),
            fault -> assertThat(fault).startsWith("line 7: ").contains("atr_multiplier_sl", "-1.0"),
            fault ->
                assertThat(fault)
                    .isEqualTo(
                        "line 8: engine.lanes: expected a whole number from 1 to 256, found 0"),
            fault ->
                assertThat(fault)
                    .isEqualTo("line 9: http: expected a block of settings, found '8010'"));
    assertThatThrownBy(loaded::valid)
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("expected no faults, found 6: line 3: ")
        .hasMessageContaining("; line 9: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'feed: {max_feature_age: 5 minutes}' | expected a duration such as 100ms",
        "'feed: {max_feature_age: 0s}' | feed.max_feature_age: expected a duration above 0",
        "'feed: {bar_time: middle}' | expected close or open, found 'middle'",
        "'feed: {target_columns: y}' | feed.target_columns: expected a list, found 'y'",
        "'feed: {target_columns: [[y]]}' | expected some text, found a list",
        "'feed: {max_series: 1.5}' | expected a whole number, found '1.5'",
        "'feed: {max_series: 99999999999}' | expected a whole number, found '99999999999'",
        "'feed: {max_series: }' | found nothing; remove the name to get the default",
        "'feed: {max_series: [1]}' | expected a whole number, found a list",
        "'http: {port: 70000}' | http.port: expected a whole number from 0 to 65535, found 70000",
        "'http: {port: 0x1f90}' | expected a whole number, found '0x1f90'",
        "'operational: {inference_settings: {confidence_threshold: .inf}}' | expected a number, found '.inf'",
        "'operational: {inference_settings: {confidence_threshold: 1d}}' | expected a number, found '1d'",
        "'operational: {inference_settings: {confidence_threshold: 1.5}}' | from 0.0 to 1.0, found 1.5",
        "'operational: {signal_generation: {position_size: 2, size_unit: fraction}}' | position_size: expected",
        "'instruments: [{aliases: [x]}]' | instruments[0].symbol: expected some text, found none",
        "'instruments: [{symbol: EUR/USD}]' | instruments[0].symbol: expected 1 to 32 of letters",
        "'instruments: [{symbol: A, tick_size: 0}]' | instruments[0].tick_size: expected a positive",
        "'instruments: [{symbol: A, aliases: [b]}, {symbol: C, aliases: [b]}]' | found 'b' again",
        "'instruments: [EURUSD]' | expected a block of settings, found 'EURUSD'",
        "'sources: [{name: a b, type: x}]' | sources[0].name: expected a name of letters",
        "'sources: [{name: a, type: x}, {name: A, type: x}]' | expected a name of its own, found 'A' again",
        "'sources: [{name: a, type: x, list: [1]}]' | sources[0].list: expected a single value",
        "'sources: [{name: a}]' | sources[0].type: expected a name of letters, digits and -, found none",
        "'models: {onnx_sha256: [abc]}' | models.onnx_sha256: expected a sha256 of 64 hexadecimal"
            + " digits, found 'abc'",
        "'models: {torchscript: maybe}' | models.torchscript: expected allow or declared or deny",
        "'models: {files: [gone.json]}' | models.files: expected a file, found nothing at",
        "'models: {folder: gone}' | models.folder: expected a folder, found nothing at",
        "'operational: {model_config: {checkpoint_path: gone.json}}' | checkpoint_path: expected a file",
        "'sinks: {}' | sinks: expected a list, found a block of settings",
        "'data: \"\\0\"' | data: expected a path",
        "'[1]' | expected settings such as 'http:', found a list",
        "'datum: x' | found an unknown name; did you mean 'data'?",
      })
  void setting_thatDoesNotDo_isTheOneFault(String text, String message) throws IOException {
    LoadedConfig loaded = read(text);
    assertThat(loaded.faults()).hasSize(1);
    assertThat(loaded.faults().get(0).text()).contains(message);
    assertThat(loaded.faults().get(0).place()).isEqualTo(new Place(loaded.file(), 1));
  }

  @Test
  void checkpoint_outsideOfTheModelsFolder_isRefused() throws IOException {
    Files.createDirectory(folder.resolve("models"));
    Files.createFile(folder.resolve("model.json"));
    LoadedConfig loaded = read("operational: {model_config: {checkpoint_path: model.json}}");
    assertThat(loaded.faults()).hasSize(1);
    assertThat(loaded.faults().get(0).text()).contains("expected a file below");
    assertThat(
            read("operational: {model_config: {checkpoint_path: models/../model.json}}").faults())
        .hasSize(1);
  }

  @Test
  void read_variableAndFile_variableWins() throws IOException {
    Map<String, String> environment =
        Map.of(
            "TICKCAST_OPERATIONAL_INFERENCE_SETTINGS_CONFIDENCE_THRESHOLD", "0.9",
            "TICKCAST_FEED_TARGET_COLUMNS", "a, b*",
            "TICKCAST_SOURCES_IN_SPEED", "20",
            "TICKCAST_SOURCES_IN_FILE", "bars.rec",
            "TICKCAST_JAVA_OPTS", "-Xmx2g",
            "HOME", "elsewhere");
    LoadedConfig loaded =
        read(
            """
            operational: {inference_settings: {confidence_threshold: 0.6}}
            sources: [{name: in, type: recording, file: other.rec, speed: 10}]
            """,
            environment,
            Map.of());
    ServiceConfig config = loaded.valid();
    assertThat(config.operational().inference().confidenceThreshold()).isEqualTo(0.9);
    assertThat(config.feed().targetColumns()).containsExactly("a", "b*");
    assertThat(config.sources().get(0).options())
        .isEqualTo(Map.of("file", "bars.rec", "speed", "20"));
    assertThat(loaded.effective())
        .contains(
            new EffectiveSetting(
                "operational.inference_settings.confidence_threshold",
                "0.9",
                Place.variable("TICKCAST_OPERATIONAL_INFERENCE_SETTINGS_CONFIDENCE_THRESHOLD")));
  }

  @Test
  void variables_thatDoNotDo_areReportedByName() throws IOException {
    LoadedConfig loaded =
        read("", Map.of("TICKCAST_HTTP_PORT", "x", "TICKCAST_HTP_HOST", "y"), Map.of());
    assertThat(loaded.faults())
        .extracting(Fault::toString)
        .containsExactlyInAnyOrder(
            "TICKCAST_HTTP_PORT: http.port: expected a whole number, found 'x'",
            "TICKCAST_HTP_HOST: expected the variable of a setting, found an unknown name;"
                + " did you mean 'TICKCAST_HTTP_HOST'?");
  }

  @Test
  void read_flagAndVariable_flagWins() throws IOException {
    Map<String, ConfigScope.Layered> flags =
        Map.of("http.port", new ConfigScope.Layered("1", Place.flag("--http")));
    LoadedConfig loaded = read("http: {port: 3}", Map.of("TICKCAST_HTTP_PORT", "2"), flags);
    assertThat(loaded.valid().http().port()).isEqualTo(1);
    assertThat(loaded.effective())
        .contains(new EffectiveSetting("http.port", "1", Place.flag("--http")));
  }

  @Test
  void read_secret_isNeverShown() throws IOException {
    LoadedConfig loaded =
        read(
            """
            sinks:
              - {name: out, type: x, password: hunter2, api_key: k1, url: "https://me:hunter2@host/x"}
            """,
            Map.of("TICKCAST_SINKS_OUT_TOKEN", "hunter2"),
            Map.of());
    assertThat(loaded.effective().toString())
        .doesNotContain("hunter2", "k1")
        .contains("https://***@host");
    assertThat(loaded.valid().sinks().get(0).toString()).doesNotContain("hunter2");
    assertThat(loaded.valid().sinks().get(0).options())
        .containsEntry("token", "hunter2")
        .containsEntry("url", "https://me:hunter2@host/x");
  }

  private LoadedConfig read(String text) throws IOException {
    return read(text, Map.of(), Map.of());
  }

  private LoadedConfig read(
      String text, Map<String, String> environment, Map<String, ConfigScope.Layered> flags)
      throws IOException {
    Path file = Files.writeString(folder.resolve("tickcast.yaml"), text);
    return ConfigReader.read(file, environment, flags);
  }

  @Test
  void read_journalOutOfItsRange_isAFaultAtItsLine() throws IOException {
    LoadedConfig loaded =
        read("journal:\n  segment_bytes: 1KiB\n  force_interval: 2s\n  durability: both\n");
    assertThat(loaded.faults())
        .extracting(Fault::toString)
        .anyMatch(text -> text.contains("2: journal.segment_bytes: expected 16384 to "))
        .anyMatch(text -> text.contains("3: journal.force_interval: expected 0ms to 1s"))
        .anyMatch(text -> text.contains("4: journal.durability: expected power or process"));
  }

  @Test
  void bindings_forTheSameOrOfNoForm_areFaults() throws IOException {
    assertThat(
            read("bindings: [{name: a, symbols: [EUR*], version: latest}, {name: b, version: only}]")
                .faults())
        .singleElement()
        .asString()
        .contains("expected one binding for each symbol and timeframe, found 'a' (EUR* *) and 'b'");
    assertThat(read("bindings: [{name: a, version: v1.2, challenger: 'status:'}]").faults())
        .extracting(Object::toString)
        .anyMatch(it -> it.contains("bindings[0].version: expected 1.2.3, latest,"))
        .anyMatch(it -> it.contains("bindings[0].challenger: expected 1.2.3, latest,"));
  }
}
