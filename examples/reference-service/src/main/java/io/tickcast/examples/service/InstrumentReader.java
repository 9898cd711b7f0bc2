package io.tickcast.examples.service;

import io.tickcast.core.Instrument;
import io.tickcast.core.TradingCalendar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads the list of instruments. <i>Confined.</i> */
final class InstrumentReader {
  private static final String NOBODY = "UNKNOWN";

  private final Set<String> names = new HashSet<>();

  /** The instruments of some blocks; each name stands for one of them. */
  List<Instrument> read(List<ConfigSection> blocks) {
    List<Instrument> instruments = new ArrayList<>();
    for (ConfigSection block : blocks) {
      instruments.add(instrument(block));
    }
    return instruments;
  }

  private Instrument instrument(ConfigSection block) {
    List<String> aliases =
        block.list("aliases", SettingType.TEXT, List.of()).stream()
            .map(ConfigSection.Located::value)
            .toList();
    Optional<String> symbol = block.required("symbol", SettingType.TEXT);
    Optional<TradingCalendar> calendar = CalendarReader.read(block, "calendar");
    Instrument instrument =
        block.build(
            () ->
                new Instrument(
                    block.optional("symbol", SettingType.TEXT, "none").orElse(NOBODY),
                    aliases,
                    step(block, "tick_size"),
                    step(block, "lot_size"),
                    block
                        .optional("contract_size", SettingType.POSITIVE_NUMBER, "none")
                        .map(OptionalDouble::of)
                        .orElse(OptionalDouble.empty()),
                    calendar),
            Instrument.of(NOBODY));
    block.refuseUnknown();
    aliases.forEach(name -> claim(name, block, "aliases"));
    if (symbol.isPresent()) {
      claim(instrument.symbol(), block, "symbol");
    }
    return instrument;
  }

  private void claim(String name, ConfigSection block, String key) {
    if (!names.add(name)) {
      block.fault(
          block.placeOf(key),
          block.full(key) + ": expected names of one instrument each, found '" + name + "' again");
    }
  }

  private static OptionalDouble step(ConfigSection block, String key) {
    return block
        .optional(key, SettingType.FINITE_NUMBER, "none")
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }
}
