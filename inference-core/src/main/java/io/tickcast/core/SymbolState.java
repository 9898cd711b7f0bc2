package io.tickcast.core;

import io.tickcast.api.Timeframe;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a lane knows of a symbol and must not forget. <i>Immutable.</i>
 *
 * @param symbol the canonical symbol
 * @param position its position; absent when it has had no fill
 * @param nextEntryNanos when the next entry is due at the steady rate; {@link Long#MIN_VALUE} when
 *     there was none
 * @param lastBars the close time of the last decided bar of each timeframe, Unix milliseconds
 * @param waiting signals that a real-time sink has not taken yet, oldest first
 * @param book account, trading state, and how long the position is held
 */
record SymbolState(
    String symbol,
    Optional<Position> position,
    long nextEntryNanos,
    Map<Timeframe, Long> lastBars,
    List<WaitingSignal> waiting,
    SymbolBook.State book) {
  SymbolState {
    lastBars = Map.copyOf(lastBars);
    waiting = List.copyOf(waiting);
  }

  /**
   * A position.
   *
   * @param quantity signed
   * @param averagePrice NaN when it is flat
   * @param fills the ids of the last fills, oldest first
   */
  record Position(double quantity, double averagePrice, List<String> fills) {
    Position {
      fills = List.copyOf(fills);
    }
  }

  static SymbolState unknown(String symbol) {
    return new SymbolState(
        symbol, Optional.empty(), Long.MIN_VALUE, Map.of(), List.of(), SymbolBook.State.unknown());
  }
}
