package io.tickcast.core;

import io.tickcast.api.InferenceException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the canonical symbol of a raw name. <i>Immutable.</i> */
final class Symbols {
  private final Map<String, Instrument> byName = new HashMap<>();

  Symbols(List<Instrument> instruments) {
    for (Instrument instrument : instruments) {
      add(instrument.symbol(), instrument);
      for (String alias : instrument.aliases()) {
        add(alias, instrument);
      }
    }
  }

  private void add(String name, Instrument instrument) {
    Instrument other = byName.putIfAbsent(name, instrument);
    if (other != null && !other.symbol().equals(instrument.symbol())) {
      throw Checks.invalid(
          "instruments",
          "each name once",
          "'" + name + "' for " + other.symbol() + " and " + instrument.symbol());
    }
  }

  /**
   * The canonical symbol of a raw name: by alias, else without a prefix like {@code C:}, in upper
   * case.
   *
   * @throws InferenceException (INVALID_CONFIGURATION) when the name can not be a symbol
   */
  String canonical(String raw) {
    Instrument known = byName.get(raw);
    if (known != null) {
      return known.symbol();
    }
    String symbol = Instrument.canonical(raw.substring(raw.indexOf(':') + 1));
    Instrument canonical = byName.get(symbol);
    return canonical == null ? symbol : canonical.symbol();
  }

  /** The canonical symbol of a raw name; empty when it can not be one. */
  String canonicalOrEmpty(String raw) {
    try {
      return canonical(raw);
    } catch (InferenceException e) {
      return "";
    }
  }

  /** How upstream may write a canonical symbol: itself, and the aliases of its instrument. */
  Set<String> names(String symbol) {
    Set<String> names = new HashSet<>(instrument(symbol).aliases());
    names.add(symbol);
    return names;
  }

  /** The units in a lot of a canonical symbol, 1 when nobody said. */
  double contractSize(String symbol) {
    Instrument known = byName.get(symbol);
    return known == null ? 1 : known.contractSize().orElse(1);
  }

  /** The instrument of a canonical symbol. */
  Instrument instrument(String symbol) {
    Instrument known = byName.get(symbol);
    return known == null ? Instrument.of(symbol) : known;
  }
}
