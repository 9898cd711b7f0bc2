package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static SignalSettings signals(
      double stop, double target, double size, SizeUnit unit, Duration validity) {
    return new SignalSettings(
        true, true, stop, target, "atr_14", size, unit, Optional.ofNullable(validity));
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            InferenceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
        .hasMessageStartingWith(message)
        .hasMessageContaining("expected ")
        .hasMessageContaining("found ");
  }

  @Test
  void id_equalSettings_isEqual() {
    assertThat(OperationalConfig.defaults().id()).isEqualTo(OperationalConfig.defaults().id());
    assertThat(
            OperationalConfig.defaults()
                .withSignals(signals(2, 3, 0.01, SizeUnit.LOTS, null))
                .withInference(new InferenceSettings(0.7, Duration.ofNanos(100_000_000), true))
                .id())
        .isEqualTo(OperationalConfig.defaults().id());
  }

  @Test
  void id_anySettingDiffers_isAnother() {
    OperationalConfig defaults = OperationalConfig.defaults();
    SignalSettings usual = SignalSettings.defaults();
    List<OperationalConfig> all =
        List.of(
            defaults,
            defaults.withInference(new InferenceSettings(0.8, Duration.ofMillis(100), true)),
            defaults.withInference(new InferenceSettings(0.7, Duration.ofMillis(101), true)),
            defaults.withInference(new InferenceSettings(0.7, Duration.ofMillis(100), false)),
            defaults.withSignals(Decisions.signals(false, true, 0.01, SizeUnit.LOTS)),
            defaults.withSignals(Decisions.signals(true, false, 0.01, SizeUnit.LOTS)),
            defaults.withSignals(Decisions.signals(true, true, 0.02, SizeUnit.LOTS)),
            defaults.withSignals(Decisions.signals(true, true, 0.01, SizeUnit.UNITS)),
            defaults.withSignals(signals(2.5, 3, 0.01, SizeUnit.LOTS, null)),
            defaults.withSignals(signals(2, 3.5, 0.01, SizeUnit.LOTS, null)),
            defaults.withSignals(signals(2, 3, 0.01, SizeUnit.LOTS, SECOND)),
            defaults.withSignals(
                new SignalSettings(
                    true, true, 2, 3, "atr", 0.01, SizeUnit.LOTS, usual.signalValidity())),
            defaults.withSignals(
                new SignalSettings(
                    true, true, 2, 3, "atr_14", 0.01, SizeUnit.LOTS, usual.signalValidity(), 10)),
            defaults.withMonitoring(new MonitoringSettings(false, true, true)),
            defaults.withMonitoring(new MonitoringSettings(true, false, true)),
            defaults.withMonitoring(new MonitoringSettings(true, true, false)));
    Set<String> ids = new HashSet<>();
    all.forEach(config -> assertThat(ids.add(config.id())).as(config.toString()).isTrue());
    assertThat(ids).allMatch(id -> id.matches("[0-9a-f]{16}"));
  }

  @ParameterizedTest
  @CsvSource({"-0.01", "1.01", "NaN", "Infinity"})
  void inference_thresholdOutOfRange_isRefused(double threshold) {
    assertRefused(
        () -> new InferenceSettings(threshold, SECOND, true), "confidence_threshold: expected a");
  }

  @Test
  void inference_latencyThatIsNone_isRefused() {
    for (Duration latency : List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofDays(367))) {
      assertRefused(() -> new InferenceSettings(0.7, latency, true), "max_latency_ms: expected a");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 3, 1, LOTS, atr_multiplier_sl",
    "-1, 3, 1, LOTS, atr_multiplier_sl",
    "2, NaN, 1, LOTS, atr_multiplier_tp",
    "2, 3, 0, LOTS, position_size",
    "2, 3, Infinity, UNITS, position_size",
    "2, 3, 1.5, FRACTION, position_size"
  })
  void signals_numberOutOfRange_isRefused(
      double stop, double target, double size, SizeUnit unit, String name) {
    assertRefused(() -> signals(stop, target, size, unit, null), name + ": expected a");
  }

  @Test
  void signals_validityThatIsNone_isRefused() {
    assertRefused(
        () -> signals(2, 3, 1, SizeUnit.LOTS, Duration.ZERO), "signal_validity: expected a");
  }

  @ParameterizedTest
  @CsvSource({
    "63, 100, 100, max_message_bytes",
    "67108865, 100, 100, max_message_bytes",
    "1024, 0, 100, max_features",
    "1024, 100, 0, max_series"
  })
  void feed_boundOutOfRange_isRefused(int bytes, int features, int series, String name) {
    assertRefused(
        () ->
            new FeedSettings(
                Optional.empty(), BarTime.CLOSE, false, List.of(), bytes, features, series),
        name + ": expected a whole number");
    assertRefused(
        () ->
            new FeedSettings(
                Optional.of(Duration.ZERO), BarTime.CLOSE, false, List.of(), 1_024, 10, 10),
        "max_feature_age: expected a duration");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 16, lanes",
    "257, 1, 16, lanes",
    "1, 0, 16, queue_capacity",
    "1, 1, 15, record_capacity"
  })
  void engine_sizeOutOfRange_isRefused(int lanes, int queue, int records, String name) {
    assertRefused(
        () -> new EngineSettings(lanes, queue, records, SECOND, SECOND),
        name + ": expected a whole");
    assertRefused(
        () -> new EngineSettings(1, 1, 16, Duration.ZERO, SECOND), "sink_timeout: expected a");
    assertRefused(
        () -> new EngineSettings(1, 1, 16, SECOND, Duration.ZERO), "close_timeout: expected a");
  }

  @Test
  void targetColumns_patterns_areNamesOrBeginnings() {
    TargetColumns targets = new TargetColumns(List.of("label", "future_*"));
    assertThat(targets.contains("label")).isTrue();
    assertThat(targets.contains("labels")).isFalse();
    assertThat(targets.contains("future_")).isTrue();
    assertThat(targets.contains("future_return")).isTrue();
    assertThat(targets.contains("past_future_return")).isFalse();
    assertThat(new TargetColumns(List.of()).contains("label")).isFalse();
  }
}
