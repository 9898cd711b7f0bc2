package io.tickcast.transport.nats;

import io.tickcast.api.Timeframe;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The subjects of signals, {@code signals.{symbol}} and {@code signals.{symbol}.{timeframe}}, made
 * once per symbol. <i>Confined.</i>
 */
final class SignalSubjects {
  private static final int MOST_SYMBOLS = 10_000;
  private static final Pattern SYMBOL = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  private final String prefix;
  private final Map<String, OfSymbol> bySymbol = new HashMap<>();

  SignalSubjects(String prefix) {
    this.prefix = prefix;
  }

  /** The subjects of one symbol. */
  static final class OfSymbol {
    final String all;
    private final String[] byTimeframe;

    private OfSymbol(String prefix, String symbol) {
      all = prefix + "." + symbol;
      Timeframe[] timeframes = Timeframe.values();
      byTimeframe = new String[timeframes.length];
      for (Timeframe timeframe : timeframes) {
        byTimeframe[timeframe.ordinal()] = all + "." + timeframe.code();
      }
    }

    String of(Timeframe timeframe) {
      return byTimeframe[timeframe.ordinal()];
    }
  }

  /** Null when the symbol can not stand in a subject. */
  @Nullable OfSymbol of(String symbol) {
    OfSymbol known = bySymbol.get(symbol);
    if (known != null || !SYMBOL.matcher(symbol).matches()) {
      return known;
    }
    OfSymbol made = new OfSymbol(prefix, symbol);
    if (bySymbol.size() < MOST_SYMBOLS) {
      bySymbol.put(symbol, made);
    }
    return made;
  }
}
