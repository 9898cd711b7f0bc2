package io.tickcast.core;

import io.tickcast.api.SignalType;
import io.tickcast.core.PositionBook.Fill;
import java.util.TreeMap;

/**
 * The books of a lane's symbols, and what models observe of them. Whatever changes a book is
 * recorded before, in the order of the lane. <i>Confined</i> to the lane.
 */
final class LaneBooks {
  final Observation observation = new Observation();
  private final TreeMap<String, SymbolBook> books = new TreeMap<>();
  private final PositionBook positions;
  private final Symbols symbols;
  private final FeatureDictionary dictionary;
  private final Journal.Writer journal;
  private final Reporter reporter;
  private final LaneConfig config;

  /** What symbols that come later begin with. */
  private final AccountState latest = new AccountState();

  private TradingState trading = TradingState.ACTIVE;
  private String atrFeature = "";
  private int atrSlot;

  LaneBooks(
      PositionBook positions,
      FeatureDictionary dictionary,
      Journal.Writer journal,
      LaneConfig config,
      Lane.Shared shared) {
    this.positions = positions;
    this.symbols = shared.symbols();
    this.dictionary = dictionary;
    this.journal = journal;
    this.reporter = shared.reporter();
    this.config = config;
  }

  private boolean onPaper() {
    return config.settings().trading().feed().paper().isPresent();
  }

  /** The book of a symbol; a new one knows what the lane knows. */
  SymbolBook of(String symbol) {
    SymbolBook book = books.get(symbol);
    if (book == null) {
      book = create(symbol);
      if (latest.isKnown()) {
        book.account.take(latest);
        journal.append(symbol, book.account);
      }
      if (trading != TradingState.ACTIVE) {
        book.trading = trading;
        journal.append(symbol, trading);
      }
    }
    return book;
  }

  private SymbolBook create(String symbol) {
    SymbolBook book = new SymbolBook();
    book.contract = symbols.contractSize(symbol);
    books.put(symbol, book);
    return book;
  }

  /** Takes an admitted bar, before it is decided. */
  void onBar(Series series, BarRow row, long barTime) {
    OperationalConfig settings = config.settings();
    SymbolBook book = series.book;
    if (book == null) {
      book = of(series.symbol);
      series.book = book;
    }
    double quantity = positions.quantity(series.symbol);
    book.onBar(series.timeframe, quantity);
    if (onPaper()) {
      mark(series.symbol, book, row.currentPrice(), barTime, settings);
    }
    observe(series, book, row, barTime, settings);
    observation.position =
        Double.isNaN(quantity) && settings.trading().feed().tracksPositions() ? 0 : quantity;
  }

  private void observe(
      Series series, SymbolBook book, BarRow row, long barTime, OperationalConfig config) {
    observation.entry = positions.averagePrice(series.symbol);
    observation.price = row.currentPrice();
    observation.atr = row.value(atrSlot(config));
    observation.unitsPerSize = unitsPerSize(book, config);
    observation.barsHeld = book.barsHeld(series.timeframe);
    observation.cash = book.account.cash;
    observation.equity = book.account.equity;
    observation.initialEquity = book.account.initial;
    observation.drawdown = book.account.drawdown();
    observation.barTimeMillis = barTime;
  }

  private int atrSlot(OperationalConfig config) {
    String wanted = config.signals().atrFeature();
    if (!wanted.equals(atrFeature)) {
      atrFeature = wanted;
      atrSlot = dictionary.require(wanted);
    }
    return atrSlot;
  }

  private static double unitsPerSize(SymbolBook book, OperationalConfig config) {
    return config.signals().sizeUnit() == SizeUnit.LOTS ? book.contract : 1;
  }

  /** Reckons what a ledger on paper is worth at a bar's price. */
  private void mark(
      String symbol, SymbolBook book, double price, long millis, OperationalConfig config) {
    AccountState account = book.account;
    double cash =
        account.isKnown()
            ? account.cash
            : config.trading().feed().paper().orElseThrow().initialCash();
    double quantity = positions.quantity(symbol);
    boolean flat = Double.isNaN(quantity) || quantity == 0;
    double worth = flat ? 0 : quantity * unitsPerSize(book, config) * price;
    if (Double.isNaN(worth)) {
      return;
    }
    boolean first = !account.isKnown();
    boolean highest = account.update(cash, cash + worth, millis);
    if (first || highest) {
      // A crash must not forget the peak that later bars are measured by.
      journal.append(symbol, account);
    }
  }

  /** Takes a decision whose signal goes out. */
  void published(Decision decision, double price) {
    SymbolBook book = decision.series.book;
    if (book == null) {
      return;
    }
    if (decision.type.isEntry()) {
      book.stop = decision.stopLoss;
    }
    if (onPaper() && price > 0) {
      fillOnPaper(decision, book, price);
    }
  }

  private void fillOnPaper(Decision decision, SymbolBook book, double price) {
    String symbol = decision.series.symbol;
    double before = positions.quantity(symbol);
    Fill fill = PaperLedger.fill(decision, price, before, book.account.equity);
    if (fill == null) {
      return;
    }
    journal.append(fill);
    move(fill, book);
    PaperSettings paper = decision.config.trading().feed().paper().orElseThrow();
    double units = fill.quantity() * unitsPerSize(book, decision.config);
    double side = fill.side() == SignalType.BUY ? 1 : -1;
    book.account.cash -= side * units * price + paper.fee() * units * price;
    mark(symbol, book, price, decision.barTimeMillis, decision.config);
    journal.append(symbol, book.account);
  }

  /** Applies a fill of the feed. */
  void applyFill(Fill fill) {
    if (onPaper()) {
      refuse("orders.filled." + fill.symbol());
      return;
    }
    if (!journal.append(fill)) {
      // The position is right until the end of the process, and the next state may still record it.
      reporter.alert(
          "fill_not_recorded",
          "expected room in the journal for fill '"
              + fill.id()
              + "' of "
              + fill.symbol()
              + ", found none: a crash now would lose it");
    }
    move(fill, of(fill.symbol()));
  }

  private void refuse(String channel) {
    reporter.refused(
        RefusalReason.NOT_SUPPORTED,
        channel,
        () -> "expected no fills and account states beside paper trading, found one");
  }

  private void move(Fill fill, SymbolBook book) {
    double before = positions.quantity(fill.symbol());
    double entry = positions.averagePrice(fill.symbol());
    if (positions.apply(fill)) {
      book.onFill(fill, before, entry, positions.quantity(fill.symbol()));
    }
  }

  /** Takes an account state, for all symbols. */
  void applyAccount(AccountDecoder.Account account) {
    if (onPaper()) {
      refuse("account.state");
      return;
    }
    if (account.timestampMillis() < latest.atMillis) {
      return;
    }
    latest.update(account.cash(), account.equity(), account.timestampMillis());
    books.forEach(
        (symbol, book) -> {
          book.account.take(latest);
          journal.append(symbol, latest);
        });
  }

  /** Changes what may be done, from the next bar on. */
  void trading(TradingState state) {
    trading = state;
    journal.append("", state);
    books.forEach(
        (symbol, book) -> {
          book.trading = state;
          journal.append(symbol, state);
        });
  }

  /** Records what may be done, where that is not everything: older records of it may go. */
  void recordTrading() {
    if (trading != TradingState.ACTIVE) {
      journal.append("", trading);
    }
  }

  /** Fills may have been missed: positions are unconfirmed from here on. */
  void gap() {
    books.forEach(
        (symbol, book) -> {
          if (!Double.isNaN(positions.quantity(symbol))) {
            book.unconfirmed = true;
            journal.appendGap(symbol);
          }
        });
  }

  /** What is known of a symbol. */
  SymbolBook.State state(String symbol) {
    SymbolBook book = books.get(symbol);
    return book == null ? SymbolBook.State.unknown() : book.state();
  }

  /** Takes up what was known of a symbol when the engine ended. */
  void restore(String symbol, SymbolBook.State state) {
    SymbolBook known = books.get(symbol);
    SymbolBook book = known == null ? create(symbol) : known;
    book.restore(state);
    if (state.account().atMillis > latest.atMillis) {
      latest.take(state.account());
    }
  }

  /** Takes up what could be done when the engine ended. */
  void restoreTrading(TradingState state) {
    trading = state;
    books.values().forEach(book -> book.trading = state);
  }

  /** Replays a record of an account. */
  void replay(BookCodec.Account account) {
    of(account.symbol()).account.take(account.state());
  }

  /** Replays a record of a trading state. */
  void replay(BookCodec.Trading record) {
    if (!record.symbol().isEmpty()) {
      of(record.symbol()).trading = record.state();
    }
  }

  /** Replays that fills may have been missed. */
  void replayGap(String symbol) {
    of(symbol).unconfirmed = true;
  }
}
