package io.tickcast.core;

import io.tickcast.api.ModelArtifact;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings that every decision names by their {@link #id}. <i>Immutable.</i>
 *
 * @param inference when a prediction is good enough to act on
 * @param signals how levels, size and validity come about
 * @param monitoring what is tracked
 * @param fallback what happens while the live feed is away; absent when nothing stands in for it
 * @param trading how decisions follow positions and account
 */
public record OperationalConfig(
    InferenceSettings inference,
    SignalSettings signals,
    MonitoringSettings monitoring,
    Optional<FallbackSettings> fallback,
    TradingSettings trading) {
  private static final int ID_DIGITS = 16;

  /** Checks that nothing is missing. */
  public OperationalConfig {
    Objects.requireNonNull(inference, "inference");
    Objects.requireNonNull(signals, "signals");
    Objects.requireNonNull(monitoring, "monitoring");
    Objects.requireNonNull(fallback, "fallback");
    Objects.requireNonNull(trading, "trading");
    if (trading.sizing().mode() == SizingSettings.Mode.RISK && !signals.calculateSlTp()) {
      throw Checks.invalid("sizing.mode", "calculate_sl_tp: true for sizes by risk", "false");
    }
  }

  /** The defaults of all parts. */
  public static OperationalConfig defaults() {
    return new OperationalConfig(
        InferenceSettings.defaults(),
        SignalSettings.defaults(),
        MonitoringSettings.defaults(),
        Optional.empty(),
        TradingSettings.defaults());
  }

  /**
   * The same with other inference settings.
   *
   * @param settings replaces them
   */
  public OperationalConfig withInference(InferenceSettings settings) {
    return new OperationalConfig(settings, signals, monitoring, fallback, trading);
  }

  /**
   * The same with other signal settings.
   *
   * @param settings replaces them
   */
  public OperationalConfig withSignals(SignalSettings settings) {
    return new OperationalConfig(inference, settings, monitoring, fallback, trading);
  }

  /**
   * The same with other monitoring settings.
   *
   * @param settings replaces them
   */
  public OperationalConfig withMonitoring(MonitoringSettings settings) {
    return new OperationalConfig(inference, signals, settings, fallback, trading);
  }

  /**
   * The same with something that stands in for the live feed.
   *
   * @param settings how
   */
  public OperationalConfig withFallback(FallbackSettings settings) {
    return new OperationalConfig(inference, signals, monitoring, Optional.of(settings), trading);
  }

  /**
   * The same with decisions that follow positions and account otherwise.
   *
   * @param settings replaces them
   */
  public OperationalConfig withTrading(TradingSettings settings) {
    return new OperationalConfig(inference, signals, monitoring, fallback, settings);
  }

  /**
   * 16 hexadecimal digits that stand for these values: equal settings have equal ids, on every JDK.
   */
  public String id() {
    byte[] canonical = canonical().getBytes(StandardCharsets.UTF_8);
    return ModelArtifact.sha256(canonical).substring(0, ID_DIGITS);
  }

  /** Doubles as bits, because Double.toString is not the same on all JDKs. */
  private String canonical() {
    String parts =
        String.join(
            "\n",
            bits(inference.confidenceThreshold()),
            String.valueOf(inference.maxLatency().toNanos()),
            String.valueOf(inference.fallbackToHold()),
            String.valueOf(signals.calculateEntryPrice()),
            String.valueOf(signals.calculateSlTp()),
            bits(signals.atrMultiplierSl()),
            bits(signals.atrMultiplierTp()),
            signals.atrFeature(),
            bits(signals.positionSize()),
            signals.sizeUnit().code(),
            signals.signalValidity().map(validity -> String.valueOf(validity.toNanos())).orElse(""),
            String.valueOf(signals.maxEntriesPerMinute()),
            String.valueOf(monitoring.trackLatency()),
            String.valueOf(monitoring.trackPredictions()),
            String.valueOf(monitoring.alertOnDrift()),
            fallback.map(OperationalConfig::canonical).orElse(""));
    return parts + trading.canonical();
  }

  /** Those parts that decide: when and how often the other origin is asked does not. */
  private static String canonical(FallbackSettings settings) {
    return String.join(
        "\n",
        settings.source(),
        settings.signals().code(),
        settings.maxSize().map(OperationalConfig::bits).orElse(""));
  }

  private static String bits(double value) {
    return Long.toHexString(Double.doubleToLongBits(value));
  }
}
