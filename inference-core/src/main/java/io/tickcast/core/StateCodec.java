package io.tickcast.core;

import io.tickcast.api.SignalType;
import io.tickcast.api.Timeframe;
import io.tickcast.core.PositionBook.Fill;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The payloads of the journal that a restart is made of, beside decisions (ADR 0017). */
final class StateCodec {
  private static final int VERSION = 1;

  /** Of a symbol's state: with what its book holds. */
  private static final int STATE_VERSION = 2;

  private StateCodec() {}

  static void write(PayloadWriter to, Fill fill) {
    to.reset().oneByte(VERSION).text(fill.id()).text(fill.symbol()).text(fill.side().code());
    to.number(fill.quantity()).number(fill.price()).number(fill.positionAfter());
  }

  static Fill readFill(PayloadReader from) {
    requireVersion(from, "a fill");
    Fill fill =
        new Fill(
            from.text(),
            from.text(),
            side(from.text()),
            from.number(),
            from.number(),
            from.number());
    from.end();
    return fill;
  }

  private static SignalType side(String code) {
    return SignalType.find(code)
        .filter(SignalType::isEntry)
        .orElseThrow(
            () -> PayloadReader.malformed("buy or sell", "'" + Instrument.printable(code) + "'"));
  }

  static void writeBar(
      PayloadWriter to, Series series, String source, long receivedAtNanos, byte[] content) {
    to.reset().oneByte(VERSION).text(series.symbol).text(series.timeframe.code());
    to.text(series.channel).text(source).number(receivedAtNanos).bytes(content);
  }

  /**
   * A bar as it came.
   *
   * @param symbol the canonical symbol
   * @param timeframe of the bar
   * @param channel of its frame, by the canonical symbol
   * @param source the name of the source
   * @param receivedAtNanos by the engine's clock
   * @param content the bytes
   */
  record RecordedBar(
      String symbol,
      Timeframe timeframe,
      String channel,
      String source,
      long receivedAtNanos,
      byte[] content) {}

  static RecordedBar readBar(PayloadReader from) {
    requireVersion(from, "a bar");
    RecordedBar bar =
        new RecordedBar(
            from.text(),
            timeframe(from.text()),
            from.text(),
            from.text(),
            from.longNumber(),
            from.bytes());
    from.end();
    return bar;
  }

  static void write(PayloadWriter to, DeliveryNotes notes) {
    to.reset().oneByte(VERSION).text(notes.sink).number(notes.count());
    for (int i = 0; i < notes.count(); i++) {
      to.number(notes.idHigh(i)).number(notes.idLow(i)).flag(notes.isGivenUp(i));
    }
  }

  static DeliveryNotes readDeliveries(PayloadReader from) {
    requireVersion(from, "deliveries");
    DeliveryNotes notes = new DeliveryNotes(from.text());
    int count = from.count();
    if (count > DeliveryNotes.CAPACITY) {
      throw PayloadReader.malformed("at most " + DeliveryNotes.CAPACITY + " deliveries", count);
    }
    for (int i = 0; i < count; i++) {
      long high = from.longNumber();
      long low = from.longNumber();
      if (from.flag()) {
        notes.givenUp(high, low);
      } else {
        notes.taken(high, low);
      }
    }
    from.end();
    return notes;
  }

  static void write(PayloadWriter to, SymbolState state) {
    to.reset().oneByte(STATE_VERSION).text(state.symbol()).flag(state.position().isPresent());
    state
        .position()
        .ifPresent(
            position -> {
              to.number(position.quantity()).number(position.averagePrice());
              to.number(position.fills().size());
              position.fills().forEach(to::text);
            });
    to.number(state.nextEntryNanos()).oneByte(state.lastBars().size());
    for (Timeframe timeframe : Timeframe.values()) {
      Long last = state.lastBars().get(timeframe);
      if (last != null) {
        to.text(timeframe.code()).number(last.longValue());
      }
    }
    to.number(state.waiting().size());
    for (WaitingSignal signal : state.waiting()) {
      to.text(signal.sink()).text(signal.timeframe().code());
      to.number(signal.idHigh()).number(signal.idLow()).number(signal.validUntilMillis());
      to.bytes(signal.signal());
    }
    BookCodec.write(to, state.book());
  }

  static SymbolState readState(PayloadReader from) {
    int version = from.oneByte();
    if (version != VERSION && version != STATE_VERSION) {
      throw PayloadReader.malformed(
          "a symbol's state of version " + VERSION + " or " + STATE_VERSION, "version " + version);
    }
    String symbol = from.text();
    Optional<SymbolState.Position> position =
        from.flag() ? Optional.of(position(from)) : Optional.empty();
    long nextEntry = from.longNumber();
    Map<Timeframe, Long> lastBars = new HashMap<>();
    for (int i = from.oneByte(); i > 0; i--) {
      lastBars.put(timeframe(from.text()), from.longNumber());
    }
    List<WaitingSignal> waiting = new ArrayList<>();
    for (int i = from.count(); i > 0; i--) {
      waiting.add(
          new WaitingSignal(
              from.text(),
              symbol,
              timeframe(from.text()),
              from.longNumber(),
              from.longNumber(),
              from.longNumber(),
              0,
              from.bytes()));
    }
    SymbolBook.State book =
        version == VERSION ? SymbolBook.State.unknown() : BookCodec.readBook(from);
    from.end();
    return new SymbolState(symbol, position, nextEntry, lastBars, waiting, book);
  }

  private static SymbolState.Position position(PayloadReader from) {
    double quantity = from.number();
    double averagePrice = from.number();
    List<String> fills = new ArrayList<>();
    for (int i = from.wholeNumber(); i > 0; i--) {
      fills.add(from.text());
    }
    return new SymbolState.Position(quantity, averagePrice, fills);
  }

  private static Timeframe timeframe(String code) {
    return Timeframe.find(code)
        .orElseThrow(
            () -> PayloadReader.malformed("a timeframe", "'" + Instrument.printable(code) + "'"));
  }

  private static void requireVersion(PayloadReader from, String what) {
    int version = from.oneByte();
    if (version != VERSION) {
      throw PayloadReader.malformed(what + " of version " + VERSION, "version " + version);
    }
  }
}
