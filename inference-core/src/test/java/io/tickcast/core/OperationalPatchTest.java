package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationalPatchTest {
  private static final OperationalConfig BASE =
      OperationalConfig.defaults()
          .withInference(new InferenceSettings(0.6, Duration.ofMillis(50), false));

  private static final String CARD =
      """
      {
        "operational": {
          "model_config": {
            "model_type": "xgboost",
            "model_version": "1.2.3",
            "checkpoint_path": "models/xgboost_eurusd_5m_v1.2.3.pkl",
            "auto_reload": true
          },
          "inference_settings": {
            "confidence_threshold": 0.7,
            "max_latency_ms": 100,
            "fallback_to_hold": true
          },
          "signal_generation": {
            "calculate_entry_price": true,
            "calculate_sl_tp": true,
            "atr_multiplier_sl": 2.0,
            "atr_multiplier_tp": 3.0
          },
          "monitoring": {
            "track_latency": true,
            "track_predictions": true,
            "alert_on_drift": true
          }
        }
      }
      """;

  private static OperationalPatch read(String json) {
    return OperationalPatch.read(json, BASE, "hub version 7");
  }

  private static String inSignals(String fields) {
    return "{\"operational\":{\"signal_generation\":{" + fields + "}}}";
  }

  private static String refusal(String json) {
    InferenceException[] thrown = new InferenceException[1];
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> read(json))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
        .satisfies(e -> thrown[0] = e);
    return String.valueOf(thrown[0].getMessage());
  }

  @Test
  void read_blockOfTheCard_isTakenWhole() {
    OperationalPatch patch = read(CARD);
    assertThat(patch.config().id()).isEqualTo(OperationalConfig.defaults().id());
    assertThat(patch.models())
        .isEqualTo(
            new ModelChoice(
                Optional.of("xgboost"),
                Optional.of("1.2.3"),
                Optional.of("models/xgboost_eurusd_5m_v1.2.3.pkl"),
                Optional.of(true)));
    assertThat(patch.settings()).hasSize(14);
    assertThat(patch.paths()).contains("operational.inference_settings.confidence_threshold");
  }

  @Test
  void read_fewSettings_leavesTheOthersAsTheyAre() {
    OperationalPatch patch =
        read("{\"operational\":{\"inference_settings\":{\"confidence_threshold\":0.9}}}");
    assertThat(patch.config().inference())
        .isEqualTo(new InferenceSettings(0.9, Duration.ofMillis(50), false));
    assertThat(patch.models()).isEqualTo(ModelChoice.none());
    assertThat(patch.settings()).containsExactly(OperationalSetting.CONFIDENCE_THRESHOLD);
  }

  @Test
  void read_severalFaults_namesEachField() {
    String refusal =
        refusal(
            "{\"operational\":{\"inference_settings\":{\"confidence_treshold\":0.9,"
                + "\"max_latency_ms\":\"fast\",\"fallback_to_hold\":1},"
                + "\"monitoring\":{\"track_latency\":\"yes\"},"
                + "\"signal_generation\":{\"atr_multiplier_sl\":-1,\"position_size\":0}}}");
    assertThat(refusal)
        .startsWith("hub version 7: ")
        .contains("'confidence_treshold'", "(did you mean 'confidence_threshold'?)")
        .contains(
            "operational.inference_settings.max_latency_ms: expected a number of milliseconds,"
                + " found 'fast'")
        .contains(
            "operational.inference_settings.fallback_to_hold: expected true or false, found 1")
        .contains("operational.monitoring.track_latency: expected true or false")
        .contains("operational.signal_generation.atr_multiplier_sl: expected a positive")
        .contains("operational.signal_generation.position_size: expected a positive");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"operationl\":{}}; did you mean 'operational'",
        "{}; operational: expected an object, found none",
        "{\"operational\":[]}; operational: expected an object",
        "{\"operational\":{\"monitorin\":{}}}; did you mean 'monitoring'",
        "{\"operational\":{\"monitoring\":7}}; operational.monitoring: expected an object, found 7",
        "{\"operational\":{},\"operational\":{}}; Duplicate field",
        "{\"operational\":{}} {}; expected a JSON object",
        "[]; expected a JSON object, found something else",
        "{\"operational\":{\"inference_settings\":{\"confidence_threshold\":1.5}}}; 0.0 to 1.0",
        "{\"operational\":{\"inference_settings\":{\"max_latency_ms\":0}}}; max_latency_ms",
        "{\"operational\":{\"inference_settings\":{\"max_latency_ms\":1e300}}}; max_latency_ms",
        "{\"operational\":{\"model_config\":{\"model_version\":\" \"}}}; model_version: expected a",
        "{\"operational\":{\"model_config\":{\"model_version\":3}}}; expected a string, found 3"
      })
  void read_whatDoesNotDo_isRefusedWithItsName(String json, String expected) {
    assertThat(refusal(json)).contains(expected);
  }

  @Test
  void read_fixedSettings_areRefusedWithTheReasonUnlessTheySayTheSame() {
    assertThat(refusal(inSignals("\"size_unit\":\"units\",\"atr_feature\":\"atr_7\"")))
        .contains(
            "operational.signal_generation.size_unit: expected 'lots' until a restart, found"
                + " 'units'; positions and whoever reads the signals count in it")
        .contains("operational.signal_generation.atr_feature: expected 'atr_14' until a restart");
    assertThat(read(inSignals("\"size_unit\":\"lots\",\"position_size\":0.5")).config().signals())
        .isEqualTo(Decisions.signals(true, true, 0.5, SizeUnit.LOTS));
  }

  @ParameterizedTest
  @CsvSource({
    "password",
    "nats_password",
    "api_key",
    "ApiKey",
    "client-secret",
    "TOKEN",
    "credentials"
  })
  void read_secret_isRefusedWithoutItsValue(String key) {
    String json = "{\"operational\":{\"monitoring\":{}},\"x\":[[{\"" + key + "\":\"hunter2\"}]]}";
    assertThat(refusal(json))
        .contains(key)
        .contains("expected no secret")
        .doesNotContain("hunter2");
  }

  @Test
  void read_valuesThatDoNotFitTogether_areRefused() {
    OperationalConfig fractions =
        BASE.withSignals(Decisions.signals(true, true, 0.5, SizeUnit.FRACTION));
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(
            () -> OperationalPatch.read(inSignals("\"position_size\":1.5"), fractions, "hub"))
        .withMessageContaining("operational.signal_generation.position_size: expected a number");
  }

  @Test
  void read_deepOrBrokenDocuments_areRefused() {
    assertThat(refusal("{\"operational\":" + "[".repeat(100) + "]".repeat(100) + "}"))
        .contains("nesting depth");
    assertThat(refusal("{\"operational\":")).contains("expected a JSON object");
    assertThat(refusal("")).contains("expected a JSON object");
  }

  @Test
  void read_blockTrading_isTakenWithoutTheOther() {
    OperationalPatch patch =
        read(
            "{\"trading\":{\"state\":\"reducing\",\"fills\":false,"
                + "\"rules\":{\"cooldown_bars\":3,\"opposite_signal\":\"close\",\"max_bars_held\":48},"
                + "\"sizing\":{\"mode\":\"confidence\",\"max_size\":0.5}}}");
    assertThat(patch.config().trading())
        .isEqualTo(
            new TradingSettings(
                TradingState.REDUCING,
                PositionFeed.defaults(),
                new PositionRules(
                    false, PositionRules.Opposite.CLOSE, Optional.of(48), Optional.empty(), 3),
                new SizingSettings(SizingSettings.Mode.CONFIDENCE, 0.01, Optional.of(0.5))));
    assertThat(patch.config().inference()).isEqualTo(BASE.inference());
    assertThat(patch.paths()).contains("trading.rules.cooldown_bars", "trading.state");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"trading\":7}; trading: expected an object, found 7",
        "{\"trading\":{\"rule\":{}}}; did you mean 'rules'",
        "{\"trading\":{\"rules\":{\"cooldown\":1}}}; trading.rules.'cooldown'",
        "{\"trading\":{\"state\":\"off\"}}; trading.state: expected active, reducing or halted, found 'off'",
        "{\"trading\":{\"rules\":{\"max_bars_held\":0}}}; trading.rules.max_bars_held: expected a whole",
        "{\"trading\":{\"fills\":true}}; trading.fills: expected 'false' until a restart, found 'true'",
        "{\"trading\":{\"paper\":{\"initial_cash\":5}}}; trading.paper.initial_cash: expected '' until",
        "{\"trading\":{\"sizing\":{\"mode\":\"risk\"}}}; trading.sizing.mode: expected account states"
      })
  void read_tradingThatDoesNotDo_isRefusedWithItsName(String json, String expected) {
    assertThat(refusal(json)).contains(expected);
  }

  @Test
  void read_spanAndCount_areTaken() {
    SignalSettings signals =
        read(inSignals("\"signal_validity\":\"90s\",\"max_entries_per_minute\":3"))
            .config()
            .signals();
    assertThat(signals.signalValidity()).contains(Duration.ofSeconds(90));
    assertThat(signals.maxEntriesPerMinute()).isEqualTo(3);
    assertThat(refusal(inSignals("\"signal_validity\":\"soon\"")))
        .contains("expected a duration such as 100ms");
  }
}
