package io.tickcast.core;

import io.tickcast.api.Timeframe;
import java.util.UUID;

/** Events of models as payloads: of the journal and of the history (ADR 0026). */
final class SwapCodec {
  private static final int VERSION = 1;

  private SwapCodec() {}

  /**
   * An event as it was recorded.
   *
   * @param event what happened
   * @param again whether it only says once more what serves, for those who read from there on
   */
  record Recorded(ModelEvent event, boolean again) {}

  static void write(PayloadWriter to, ModelEvent event, boolean again) {
    to.reset().oneByte(VERSION).flag(again);
    to.text(event.symbol()).text(event.timeframe().code()).text(event.kind().code());
    to.number(event.id().getMostSignificantBits()).number(event.id().getLeastSignificantBits());
    to.text(event.binding()).text(event.fromVersion()).text(event.fromSha256());
    to.text(event.toVersion()).text(event.toSha256()).text(event.who()).text(event.reason());
    to.text(event.verification()).text(event.choice()).text(event.meant());
    to.number(event.createdAtMillis());
  }

  static Recorded read(PayloadReader from) {
    int version = from.oneByte();
    if (version != VERSION) {
      throw PayloadReader.malformed("a model event of version " + VERSION, "version " + version);
    }
    boolean again = from.flag();
    String symbol = from.text();
    Timeframe timeframe = timeframe(from.text());
    ModelEvent.Kind kind = kind(from.text());
    ModelEvent event =
        new ModelEvent(
            new UUID(from.longNumber(), from.longNumber()),
            kind,
            from.text(),
            symbol,
            timeframe,
            from.text(),
            from.text(),
            from.text(),
            from.text(),
            from.text(),
            from.text(),
            from.text(),
            from.text(),
            from.text(),
            from.longNumber());
    from.end();
    return new Recorded(event, again);
  }

  private static Timeframe timeframe(String code) {
    return Timeframe.find(code)
        .orElseThrow(
            () -> PayloadReader.malformed("a timeframe", "'" + Instrument.printable(code) + "'"));
  }

  private static ModelEvent.Kind kind(String code) {
    for (ModelEvent.Kind kind : ModelEvent.Kind.values()) {
      if (kind.code().equals(code)) {
        return kind;
      }
    }
    throw PayloadReader.malformed("a kind of event", "'" + Instrument.printable(code) + "'");
  }
}
