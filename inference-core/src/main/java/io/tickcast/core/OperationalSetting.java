package io.tickcast.core;

import io.tickcast.api.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings of the block {@code operational}: where each stands, and whether it may change while
 * the engine runs. A setting without a reason against it takes effect between two bars.
 */
public enum OperationalSetting {
  /** The model type that a version is looked up with; with a new version alone. */
  MODEL_TYPE("model_config", SettingKind.TEXT),
  /** The version to serve; a new one needs {@code auto_reload}. */
  MODEL_VERSION("model_config", SettingKind.TEXT),
  /** The file to serve; a new one needs {@code auto_reload}. */
  CHECKPOINT_PATH("model_config", SettingKind.TEXT),
  /** Whether another model may be taken up while the engine runs. */
  AUTO_RELOAD("model_config", SettingKind.FLAG),
  /** Entries below it are blocked. */
  CONFIDENCE_THRESHOLD(
      "inference_settings", SettingKind.NUMBER, c -> c.inference().confidenceThreshold()),
  /** Later decisions are blocked. */
  MAX_LATENCY_MS("inference_settings", SettingKind.MILLIS, c -> c.inference().maxLatency()),
  /** Whether a blocked action goes out as a hold. */
  FALLBACK_TO_HOLD("inference_settings", SettingKind.FLAG, c -> c.inference().fallbackToHold()),
  /** Whether signals carry an entry price. */
  CALCULATE_ENTRY_PRICE(
      "signal_generation", SettingKind.FLAG, c -> c.signals().calculateEntryPrice()),
  /** Whether entries carry stop and target. */
  CALCULATE_SL_TP("signal_generation", SettingKind.FLAG, c -> c.signals().calculateSlTp()),
  /** Distance of the stop in ATRs. */
  ATR_MULTIPLIER_SL("signal_generation", SettingKind.NUMBER, c -> c.signals().atrMultiplierSl()),
  /** Distance of the target in ATRs. */
  ATR_MULTIPLIER_TP("signal_generation", SettingKind.NUMBER, c -> c.signals().atrMultiplierTp()),
  /** The feature that holds the ATR. */
  ATR_FEATURE(
      "signal_generation",
      SettingKind.TEXT,
      c -> c.signals().atrFeature(),
      "a name that the feed lacks would hold every entry"),
  /** The recommended size of an entry. */
  POSITION_SIZE("signal_generation", SettingKind.NUMBER, c -> c.signals().positionSize()),
  /** The unit of sizes. */
  SIZE_UNIT(
      "signal_generation",
      SettingKind.SIZE_UNIT,
      c -> c.signals().sizeUnit(),
      "positions and whoever reads the signals count in it"),
  /** How long after its bar a signal may be acted on. */
  SIGNAL_VALIDITY("signal_generation", SettingKind.SPAN, c -> c.signals().signalValidity()),
  /** Entries of one symbol in a minute. */
  MAX_ENTRIES_PER_MINUTE(
      "signal_generation", SettingKind.WHOLE, c -> c.signals().maxEntriesPerMinute()),
  /** Whether latencies go into the histogram. */
  TRACK_LATENCY("monitoring", SettingKind.FLAG, c -> c.monitoring().trackLatency()),
  /** Whether prediction records carry the features. */
  TRACK_PREDICTIONS("monitoring", SettingKind.FLAG, c -> c.monitoring().trackPredictions()),
  /** Whether drift raises alerts. */
  ALERT_ON_DRIFT("monitoring", SettingKind.FLAG, c -> c.monitoring().alertOnDrift());

  private final String block;
  private final SettingKind kind;
  private final Function<OperationalConfig, Optional<Object>> value;
  private final String fixedBecause;

  /** A setting that says which model serves. */
  OperationalSetting(String block, SettingKind kind) {
    this.block = block;
    this.kind = kind;
    this.value = config -> Optional.empty();
    this.fixedBecause = "";
  }

  OperationalSetting(String block, SettingKind kind, Function<OperationalConfig, Object> value) {
    this(block, kind, value, "");
  }

  OperationalSetting(
      String block,
      SettingKind kind,
      Function<OperationalConfig, Object> value,
      String fixedBecause) {
    this.block = block;
    this.kind = kind;
    this.value = config -> Optional.of(value.apply(config));
    this.fixedBecause = fixedBecause;
  }

  /** Its name, such as {@code confidence_threshold}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The block inside {@code operational} that it stands in, such as {@code inference_settings}. */
  public String block() {
    return block;
  }

  /** Where it stands, such as {@code operational.inference_settings.confidence_threshold}. */
  public String path() {
    return "operational." + block + "." + key();
  }

  /** Whether it may change while the engine runs. */
  public boolean isChangeable() {
    return fixedBecause.isEmpty();
  }

  /** Why it may not change while the engine runs, a clause; empty when it may. */
  public String fixedBecause() {
    return fixedBecause;
  }

  /**
   * Its value as a text.
   *
   * @return empty for those that say which model serves, which no config holds
   */
  public Optional<String> text(OperationalConfig config) {
    return value(config).map(kind::text);
  }

  SettingKind kind() {
    return kind;
  }

  Optional<Object> value(OperationalConfig config) {
    return value.apply(config);
  }

  /** Those of a block, in order. */
  static List<OperationalSetting> of(String block) {
    List<OperationalSetting> found = new ArrayList<>();
    for (OperationalSetting setting : values()) {
      if (setting.block.equals(block)) {
        found.add(setting);
      }
    }
    return found;
  }

  /** Adds a fault for each setting that is another one and must not change. */
  static void requireChangeable(OperationalConfig from, OperationalConfig to, Faults faults) {
    for (OperationalSetting setting : values()) {
      setting
          .value(to)
          .filter(value -> !setting.isChangeable())
          .ifPresent(value -> setting.requireSame(from, value, faults));
    }
    if (!from.trading().feed().equals(to.trading().feed())) {
      faults.add("trading", "the feeds that the engine was made with", "others");
    }
    if (!from.fallback().equals(to.fallback())) {
      faults.add("fallback", "the one that the engine was made with", "another one");
    }
  }

  /** Adds a fault when a value is another one than that of a configuration. */
  void requireSame(OperationalConfig config, Object found, Faults faults) {
    Object inForce = value(config).orElse(found);
    if (!inForce.equals(found)) {
      faults.add(
          path(),
          OneLine.quote(kind.text(inForce)) + " until a restart",
          OneLine.quote(kind.text(found)) + "; " + fixedBecause);
    }
  }
}
