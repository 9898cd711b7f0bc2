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
 */
public record OperationalConfig(
    InferenceSettings inference,
    SignalSettings signals,
    MonitoringSettings monitoring,
    Optional<FallbackSettings> fallback) {
  private static final int ID_DIGITS = 16;

  /** Checks that nothing is missing. */
  public OperationalConfig {
    Objects.requireNonNull(inference, "inference");
    Objects.requireNonNull(signals, "signals");
    Objects.requireNonNull(monitoring, "monitoring");
    Objects.requireNonNull(fallback, "fallback");
  }

  /** The defaults of all parts. */
  public static OperationalConfig defaults() {
    return new OperationalConfig(
        InferenceSettings.defaults(),
        SignalSettings.defaults(),
        MonitoringSettings.defaults(),
        Optional.empty());
  }

  /**
   * The same with other inference settings.
   *
   * @param settings replaces them
   */
  public OperationalConfig withInference(InferenceSettings settings) {
    return new OperationalConfig(settings, signals, monitoring, fallback);
  }

  /**
   * The same with other signal settings.
   *
   * @param settings replaces them
   */
  public OperationalConfig withSignals(SignalSettings settings) {
    return new OperationalConfig(inference, settings, monitoring, fallback);
  }

  /**
   * The same with other monitoring settings.
   *
   * @param settings replaces them
   */
  public OperationalConfig withMonitoring(MonitoringSettings settings) {
    return new OperationalConfig(inference, signals, settings, fallback);
  }

  /**
   * The same with something that stands in for the live feed.
   *
   * @param settings how
   */
  public OperationalConfig withFallback(FallbackSettings settings) {
    return new OperationalConfig(inference, signals, monitoring, Optional.of(settings));
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
    return String.join(
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
