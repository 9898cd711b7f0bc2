package io.tickcast.examples.service;

import io.tickcast.core.FallbackSettings;
import io.tickcast.core.FallbackSettings.Signals;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what happens while the live feed is away. <i>Confined.</i> */
final class FallbackReader {
  private static final SettingType<Signals> SIGNALS =
      SettingType.choice(
          Map.of(
              Signals.ALL.code(), Signals.ALL,
              Signals.EXITS.code(), Signals.EXITS,
              Signals.NONE.code(), Signals.NONE));

  private FallbackReader() {}

  /**
   * Reads the block.
   *
   * @param sources those that hold the past alone: one of them at most
   * @return nothing when no source can stand in
   */
  static Optional<FallbackSettings> read(
      ConfigSection block, List<ServiceConfig.Component> sources) {
    FallbackSettings d = FallbackSettings.defaults();
    String name = sources.isEmpty() ? d.source() : sources.get(0).name();
    FallbackSettings settings =
        block.build(
            () ->
                new FallbackSettings(
                    name,
                    block.value("signals", SIGNALS, d.signals()),
                    block.optional("max_size", SettingType.POSITIVE_NUMBER, "no cap"),
                    block.optional("silence", SettingType.TIME_SPAN, "a tenth of the timeframe"),
                    block.value("interval", SettingType.TIME_SPAN, d.interval()),
                    block.value("timeout", SettingType.TIME_SPAN, d.timeout())),
            d);
    block.refuseUnknown();
    for (ServiceConfig.Component other : sources.stream().skip(1).toList()) {
      block.fault(
          other.place(),
          "sources: expected one source of type clickhouse, found '" + other.name() + "' as well");
    }
    return sources.isEmpty() ? Optional.empty() : Optional.of(settings);
  }
}
