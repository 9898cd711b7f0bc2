package io.tickcast.core;

import io.tickcast.api.InferenceException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The values of operational settings on the way to the records that hold them. <i>Confined.</i> */
final class OperationalValues {
  private final Map<OperationalSetting, Object> values = new EnumMap<>(OperationalSetting.class);
  private final Optional<FallbackSettings> fallback;

  /** Begins with the values of a configuration. */
  OperationalValues(OperationalConfig base) {
    this.fallback = base.fallback();
    for (OperationalSetting setting : OperationalSetting.values()) {
      setting.value(base).ifPresent(value -> values.put(setting, value));
    }
  }

  void put(OperationalSetting setting, Object value) {
    values.put(setting, value);
  }

  /**
   * Builds the configuration.
   *
   * @throws InferenceException (INVALID_CONFIGURATION) when a value is out of its range
   */
  OperationalConfig config() {
    return config(fallback);
  }

  OperationalConfig config(Optional<FallbackSettings> standIn) {
    return new OperationalConfig(inference(), signals(), monitoring(), standIn, trading());
  }

  private InferenceSettings inference() {
    return new InferenceSettings(
        number(OperationalSetting.CONFIDENCE_THRESHOLD),
        get(OperationalSetting.MAX_LATENCY_MS, Duration.class::cast),
        flag(OperationalSetting.FALLBACK_TO_HOLD));
  }

  private SignalSettings signals() {
    return new SignalSettings(
        flag(OperationalSetting.CALCULATE_ENTRY_PRICE),
        flag(OperationalSetting.CALCULATE_SL_TP),
        number(OperationalSetting.ATR_MULTIPLIER_SL),
        number(OperationalSetting.ATR_MULTIPLIER_TP),
        get(OperationalSetting.ATR_FEATURE, String.class::cast),
        number(OperationalSetting.POSITION_SIZE),
        get(OperationalSetting.SIZE_UNIT, SizeUnit.class::cast),
        optional(OperationalSetting.SIGNAL_VALIDITY, Duration.class),
        get(OperationalSetting.MAX_ENTRIES_PER_MINUTE, Integer.class::cast));
  }

  private MonitoringSettings monitoring() {
    return new MonitoringSettings(
        flag(OperationalSetting.TRACK_LATENCY),
        flag(OperationalSetting.TRACK_PREDICTIONS),
        flag(OperationalSetting.ALERT_ON_DRIFT));
  }

  private TradingSettings trading() {
    Optional<PaperSettings> paper =
        optional(OperationalSetting.INITIAL_CASH, Double.class)
            .map(cash -> new PaperSettings(cash, number(OperationalSetting.FEE)));
    return new TradingSettings(
        get(OperationalSetting.TRADING_STATE, TradingState.class::cast),
        new PositionFeed(
            flag(OperationalSetting.FILLS),
            flag(OperationalSetting.ACCOUNT),
            get(OperationalSetting.UNCONFIRMED, PositionFeed.Unconfirmed.class::cast),
            paper),
        new PositionRules(
            flag(OperationalSetting.PYRAMIDING),
            get(OperationalSetting.OPPOSITE_SIGNAL, PositionRules.Opposite.class::cast),
            optional(OperationalSetting.MAX_BARS_HELD, Integer.class),
            optional(OperationalSetting.CLOSE_BELOW_CONFIDENCE, Double.class),
            get(OperationalSetting.COOLDOWN_BARS, Integer.class::cast)),
        new SizingSettings(
            get(OperationalSetting.SIZING_MODE, SizingSettings.Mode.class::cast),
            number(OperationalSetting.RISK_FRACTION),
            optional(OperationalSetting.MAX_SIZE, Double.class)));
  }

  private <T> Optional<T> optional(OperationalSetting setting, Class<T> type) {
    return get(setting, value -> ((Optional<?>) value).map(type::cast));
  }

  private double number(OperationalSetting setting) {
    return get(setting, Double.class::cast);
  }

  private boolean flag(OperationalSetting setting) {
    return get(setting, Boolean.class::cast);
  }

  private <T> T get(OperationalSetting setting, Function<Object, T> cast) {
    Object value = values.get(setting);
    if (value == null) {
      throw new IllegalStateException("expected a value of " + setting.path() + ", found none");
    }
    return cast.apply(value);
  }
}
