package io.tickcast.core;

import io.tickcast.api.Timeframe;

/** The payloads of the journal about accounts and trading states (ADR 0017). */
final class BookCodec {
  private static final int VERSION = 1;
  private static final int TIMEFRAMES = Timeframe.values().length;

  private BookCodec() {}

  /** An account as a symbol's decisions see it from here on. */
  record Account(String symbol, AccountState state) {}

  /** What may be done with a symbol from here on; of no symbol: with all. */
  record Trading(String symbol, TradingState state) {}

  static void write(PayloadWriter to, String symbol, AccountState account) {
    to.reset().oneByte(VERSION).text(symbol);
    write(to, account);
  }

  private static void write(PayloadWriter to, AccountState account) {
    to.number(account.cash).number(account.equity).number(account.peak);
    to.number(account.initial).number(account.atMillis);
  }

  static Account readAccount(PayloadReader from) {
    requireVersion(from);
    Account account = new Account(from.text(), account(from));
    from.end();
    return account;
  }

  private static AccountState account(PayloadReader from) {
    AccountState account = new AccountState();
    account.cash = from.number();
    account.equity = from.number();
    account.peak = from.number();
    account.initial = from.number();
    account.atMillis = from.longNumber();
    return account;
  }

  static void write(PayloadWriter to, String symbol, TradingState state) {
    to.reset().oneByte(VERSION).text(symbol).text(state.code());
  }

  static Trading readTrading(PayloadReader from) {
    requireVersion(from);
    Trading trading = new Trading(from.text(), trading(from));
    from.end();
    return trading;
  }

  private static TradingState trading(PayloadReader from) {
    String code = from.text();
    for (TradingState state : TradingState.values()) {
      if (state.code().equals(code)) {
        return state;
      }
    }
    throw PayloadReader.malformed("a trading state", "'" + Instrument.printable(code) + "'");
  }

  /** That fills of a symbol may have been missed. */
  static void writeGap(PayloadWriter to, String symbol) {
    to.reset().oneByte(VERSION).text(symbol);
  }

  static String readGap(PayloadReader from) {
    requireVersion(from);
    String symbol = from.text();
    from.end();
    return symbol;
  }

  /** The part of a symbol's state that came with its second version. */
  static void write(PayloadWriter to, SymbolBook.State book) {
    write(to, book.account());
    to.text(book.trading().code()).flag(book.unconfirmed()).number(book.stop());
    to.oneByte(TIMEFRAMES);
    for (int i = 0; i < TIMEFRAMES; i++) {
      to.number(book.barsHeld()[i]).number(book.barsSinceStop()[i]);
    }
  }

  static SymbolBook.State readBook(PayloadReader from) {
    AccountState account = account(from);
    TradingState trading = trading(from);
    boolean unconfirmed = from.flag();
    double stop = from.number();
    int count = from.oneByte();
    if (count != TIMEFRAMES) {
      throw PayloadReader.malformed(TIMEFRAMES + " timeframes", count);
    }
    int[] held = new int[count];
    int[] since = new int[count];
    for (int i = 0; i < count; i++) {
      held[i] = from.wholeNumber();
      since[i] = from.wholeNumber();
    }
    return new SymbolBook.State(account, trading, unconfirmed, stop, held, since);
  }

  private static void requireVersion(PayloadReader from) {
    int version = from.oneByte();
    if (version != VERSION) {
      throw PayloadReader.malformed("a record of version " + VERSION, "version " + version);
    }
  }
}
