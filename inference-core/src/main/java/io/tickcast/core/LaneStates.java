package io.tickcast.core;

import io.tickcast.api.Timeframe;
import io.tickcast.core.PositionBook.Fill;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * What the records of a journal come to: the state of each symbol at its end. It is built up by the
 * same rules as the lanes follow, record by record. <i>Confined.</i>
 */
final class LaneStates {
  private final Set<String> sinks;
  private final Function<String, Optional<OperationalConfig>> configs;
  private final int maxEntriesPerMinute;
  private final ConfigTrail trail = new ConfigTrail();
  private final PositionBook positions = new PositionBook();
  private final EntryRates rates = new EntryRates();
  private final Map<String, Map<Timeframe, Long>> lastBars = new TreeMap<>();
  private final Map<String, Map<UUID, WaitingSignal>> waiting = new TreeMap<>();
  private final Set<String> symbols = new TreeSet<>();
  private final Map<String, SymbolBook> books = new TreeMap<>();
  private TradingState trading = TradingState.ACTIVE;
  final WindowStates windows = new WindowStates();

  /**
   * Begins with nothing.
   *
   * @param sinks the real-time sinks, which every signal is due at
   * @param configs knows the settings that decisions were made with
   * @param maxEntriesPerMinute their limit where the journal does not say it
   */
  LaneStates(Set<String> sinks, ConfigStore configs, int maxEntriesPerMinute) {
    this(sinks, configs::find, maxEntriesPerMinute);
  }

  private LaneStates(
      Set<String> sinks,
      Function<String, Optional<OperationalConfig>> configs,
      int maxEntriesPerMinute) {
    this.sinks = Set.copyOf(sinks);
    this.configs = configs;
    this.maxEntriesPerMinute = maxEntriesPerMinute;
    sinks.forEach(sink -> waiting.put(sink, new LinkedHashMap<>()));
  }

  void apply(ConfigNote note) {
    trail.apply(note);
  }

  /** What the lane that spoke last decided by; empty when the journal does not say it. */
  Optional<ConfigNote> lastConfig() {
    return trail.last();
  }

  private int maxEntriesPerMinute(String symbol) {
    return trail
        .of(symbol)
        .flatMap(note -> configs.apply(note.id()))
        .map(config -> config.signals().maxEntriesPerMinute())
        .orElse(maxEntriesPerMinute);
  }

  void apply(Fill fill) {
    symbols.add(fill.symbol());
    double before = positions.quantity(fill.symbol());
    double entry = positions.averagePrice(fill.symbol());
    if (positions.apply(fill)) {
      book(fill.symbol()).onFill(fill, before, entry, positions.quantity(fill.symbol()));
    }
  }

  private SymbolBook book(String symbol) {
    symbols.add(symbol);
    return books.computeIfAbsent(symbol, s -> new SymbolBook());
  }

  void apply(BookCodec.Account account) {
    book(account.symbol()).account.take(account.state());
  }

  void apply(BookCodec.Trading record) {
    trading = record.state();
    if (!record.symbol().isEmpty()) {
      book(record.symbol()).trading = record.state();
    }
  }

  /** Fills of a symbol may have been missed. */
  void applyGap(String symbol) {
    book(symbol).unconfirmed = true;
  }

  /** What could be done at the end. */
  TradingState trading() {
    return trading;
  }

  /**
   * Takes a decision.
   *
   * @param stopLoss gives the stop of an entry
   */
  void apply(DecisionCodec.Head head, DoubleSupplier stopLoss) {
    String symbol = head.symbol();
    Map<Timeframe, Long> last = lastBars.computeIfAbsent(symbol, s -> new HashMap<>());
    if (head.barTimeMillis() > last.getOrDefault(head.timeframe(), Long.MIN_VALUE)) {
      book(symbol).onBar(head.timeframe(), positions.quantity(symbol));
    }
    if (head.type().isEntry() && head.signal().length > 0) {
      book(symbol).stop = stopLoss.getAsDouble();
    }
    last.merge(head.timeframe(), head.barTimeMillis(), Math::max);
    if (head.type().isEntry()) {
      rates.tryEntry(symbol, maxEntriesPerMinute(symbol), head.decidedAtNanos());
    }
    if (head.signal().length > 0) {
      for (String sink : sinks) {
        wait(
            new WaitingSignal(
                sink,
                symbol,
                head.timeframe(),
                head.idHigh(),
                head.idLow(),
                head.validUntilMillis(),
                0,
                head.signal()));
      }
    }
  }

  private void wait(WaitingSignal signal) {
    Map<UUID, WaitingSignal> ofSink = waiting.get(signal.sink());
    if (ofSink != null) {
      ofSink.put(new UUID(signal.idHigh(), signal.idLow()), signal);
    }
  }

  void apply(DeliveryNotes notes) {
    Map<UUID, WaitingSignal> ofSink = waiting.get(notes.sink);
    for (int i = 0; ofSink != null && i < notes.count(); i++) {
      ofSink.remove(new UUID(notes.idHigh(i), notes.idLow(i)));
    }
  }

  /** Takes a state in place of all that is known of its symbol. */
  void apply(SymbolState state) {
    String symbol = state.symbol();
    symbols.add(symbol);
    positions.restore(symbol, state.position());
    rates.restore(symbol, state.nextEntryNanos());
    book(symbol).restore(state.book());
    lastBars.put(symbol, new HashMap<>(state.lastBars()));
    waiting.values().forEach(map -> map.values().removeIf(it -> it.symbol().equals(symbol)));
    state.waiting().forEach(this::wait);
  }

  /** The state of each symbol, by name. */
  List<SymbolState> states() {
    List<SymbolState> states = new ArrayList<>();
    for (String symbol : List.copyOf(symbols)) {
      List<WaitingSignal> signals = new ArrayList<>();
      waiting
          .values()
          .forEach(
              map ->
                  map.values().stream()
                      .filter(it -> it.symbol().equals(symbol))
                      .forEach(signals::add));
      states.add(
          new SymbolState(
              symbol,
              positions.state(symbol),
              rates.nextEntryNanos(symbol),
              lastBars.getOrDefault(symbol, Map.of()),
              signals,
              book(symbol).state()));
    }
    return states;
  }

  static LaneStates none() {
    return new LaneStates(Set.of(), id -> Optional.empty(), 1);
  }
}
