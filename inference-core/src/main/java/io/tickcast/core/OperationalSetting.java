package io.tickcast.core;

import io.tickcast.api.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings of the blocks {@code operational} and {@code trading}: where each stands, and
 * whether it may change while the engine runs. A setting without a reason against it takes effect
 * between two bars.
 */
public enum OperationalSetting {
  /** The model type that a version is looked up with; with a new version alone. */
  MODEL_TYPE("operational.model_config", SettingKind.TEXT),
  /** The version to serve; a new one needs {@code auto_reload}. */
  MODEL_VERSION("operational.model_config", SettingKind.TEXT),
  /** The file to serve; a new one needs {@code auto_reload}. */
  CHECKPOINT_PATH("operational.model_config", SettingKind.TEXT),
  /** Whether another model may be taken up while the engine runs. */
  AUTO_RELOAD("operational.model_config", SettingKind.FLAG),
  /** Entries below it are blocked. */
  CONFIDENCE_THRESHOLD(
      "operational.inference_settings",
      SettingKind.NUMBER,
      c -> c.inference().confidenceThreshold()),
  /** Later decisions are blocked. */
  MAX_LATENCY_MS(
      "operational.inference_settings", SettingKind.MILLIS, c -> c.inference().maxLatency()),
  /** Whether a blocked action goes out as a hold. */
  FALLBACK_TO_HOLD(
      "operational.inference_settings", SettingKind.FLAG, c -> c.inference().fallbackToHold()),
  /** Whether signals carry an entry price. */
  CALCULATE_ENTRY_PRICE(
      "operational.signal_generation", SettingKind.FLAG, c -> c.signals().calculateEntryPrice()),
  /** Whether entries carry stop and target. */
  CALCULATE_SL_TP(
      "operational.signal_generation", SettingKind.FLAG, c -> c.signals().calculateSlTp()),
  /** Distance of the stop in ATRs. */
  ATR_MULTIPLIER_SL(
      "operational.signal_generation", SettingKind.NUMBER, c -> c.signals().atrMultiplierSl()),
  /** Distance of the target in ATRs. */
  ATR_MULTIPLIER_TP(
      "operational.signal_generation", SettingKind.NUMBER, c -> c.signals().atrMultiplierTp()),
  /** The feature that holds the ATR. */
  ATR_FEATURE(
      "operational.signal_generation",
      SettingKind.TEXT,
      c -> c.signals().atrFeature(),
      "a name that the feed lacks would hold every entry"),
  /** The recommended size of an entry. */
  POSITION_SIZE(
      "operational.signal_generation", SettingKind.NUMBER, c -> c.signals().positionSize()),
  /** The unit of sizes. */
  SIZE_UNIT(
      "operational.signal_generation",
      SettingKind.SIZE_UNIT,
      c -> c.signals().sizeUnit(),
      "positions and whoever reads the signals count in it"),
  /** How long after its bar a signal may be acted on. */
  SIGNAL_VALIDITY(
      "operational.signal_generation", SettingKind.SPAN, c -> c.signals().signalValidity()),
  /** Entries of one symbol in a minute. */
  MAX_ENTRIES_PER_MINUTE(
      "operational.signal_generation", SettingKind.WHOLE, c -> c.signals().maxEntriesPerMinute()),
  /** Whether latencies go into the histogram. */
  TRACK_LATENCY("operational.monitoring", SettingKind.FLAG, c -> c.monitoring().trackLatency()),
  /** Whether prediction records carry the features. */
  TRACK_PREDICTIONS(
      "operational.monitoring", SettingKind.FLAG, c -> c.monitoring().trackPredictions()),
  /** Whether drift raises alerts. */
  ALERT_ON_DRIFT("operational.monitoring", SettingKind.FLAG, c -> c.monitoring().alertOnDrift()),
  /** What may be done at all. */
  TRADING_STATE("trading", "state", SettingKind.TRADING_STATE, c -> c.trading().state()),
  /** Whether a source brings fills. */
  FILLS("trading", SettingKind.FLAG, c -> c.trading().feed().fills(), Feeds.FIXED),
  /** Whether a source brings account states. */
  ACCOUNT("trading", SettingKind.FLAG, c -> c.trading().feed().account(), Feeds.FIXED),
  /** What may be done while fills may have been missed. */
  UNCONFIRMED(
      "trading", SettingKind.UNCONFIRMED, c -> c.trading().feed().unconfirmed(), Feeds.FIXED),
  /** What each ledger of paper trading begins with; no paper trading without. */
  INITIAL_CASH(
      "trading.paper",
      SettingKind.OPTIONAL_NUMBER,
      c -> c.trading().feed().paper().map(PaperSettings::initialCash),
      Feeds.FIXED),
  /** The fee of a fill on paper. */
  FEE(
      "trading.paper",
      SettingKind.NUMBER,
      c -> c.trading().feed().paper().map(PaperSettings::fee).orElse(0.0),
      Feeds.FIXED),
  /** Whether an entry may add to an open position. */
  PYRAMIDING("trading.rules", SettingKind.FLAG, c -> c.trading().rules().pyramiding()),
  /** What an entry against the open position does. */
  OPPOSITE_SIGNAL(
      "trading.rules", SettingKind.OPPOSITE_SIGNAL, c -> c.trading().rules().oppositeSignal()),
  /** After so many bars a position is closed. */
  MAX_BARS_HELD(
      "trading.rules", SettingKind.OPTIONAL_WHOLE, c -> c.trading().rules().maxBarsHeld()),
  /** A position is closed when the model's confidence in its side falls below it. */
  CLOSE_BELOW_CONFIDENCE(
      "trading.rules",
      SettingKind.OPTIONAL_NUMBER,
      c -> c.trading().rules().closeBelowConfidence()),
  /** Bars without an entry after a stop. */
  COOLDOWN_BARS("trading.rules", SettingKind.WHOLE, c -> c.trading().rules().cooldownBars()),
  /** How the size of an entry comes about. */
  SIZING_MODE("trading.sizing", "mode", SettingKind.SIZING_MODE, c -> c.trading().sizing().mode()),
  /** What part of the equity a stop may cost. */
  RISK_FRACTION("trading.sizing", SettingKind.NUMBER, c -> c.trading().sizing().riskFraction()),
  /** The largest size of an entry. */
  MAX_SIZE("trading.sizing", SettingKind.OPTIONAL_NUMBER, c -> c.trading().sizing().maxSize());

  private final String block;
  private final String key;
  private final SettingKind kind;
  private final Function<OperationalConfig, Optional<Object>> value;
  private final String fixedBecause;

  /** Constants can not name those of their own class before they are made. */
  private static final class Feeds {
    private static final String FIXED = "models were checked against the feeds of the start";
  }

  /** A setting that says which model serves. */
  OperationalSetting(String block, SettingKind kind) {
    this(block, Optional.empty(), kind, config -> Optional.empty(), "");
  }

  OperationalSetting(String block, SettingKind kind, Function<OperationalConfig, Object> value) {
    this(block, kind, value, "");
  }

  OperationalSetting(
      String block,
      SettingKind kind,
      Function<OperationalConfig, Object> value,
      String fixedBecause) {
    this(block, Optional.empty(), kind, value.andThen(Optional::of), fixedBecause);
  }

  /** A setting whose name says too little outside of its block. */
  OperationalSetting(
      String block, String key, SettingKind kind, Function<OperationalConfig, Object> value) {
    this(block, Optional.of(key), kind, value.andThen(Optional::of), "");
  }

  OperationalSetting(
      String block,
      Optional<String> key,
      SettingKind kind,
      Function<OperationalConfig, Optional<Object>> value,
      String fixedBecause) {
    this.block = block;
    this.key = key.orElseGet(() -> name().toLowerCase(Locale.ROOT));
    this.kind = kind;
    this.value = value;
    this.fixedBecause = fixedBecause;
  }

  /** Its name, such as {@code confidence_threshold}. */
  public String key() {
    return key;
  }

  /** The block that it stands in, such as {@code operational.inference_settings}. */
  public String block() {
    return block;
  }

  /** Where it stands, such as {@code operational.inference_settings.confidence_threshold}. */
  public String path() {
    return block + "." + key;
  }

  /** Whether it says how decisions follow positions and account. */
  boolean isTrading() {
    return block.startsWith("trading");
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
