package io.tickcast.core;

import io.tickcast.api.RecordKind;
import io.tickcast.api.Timeframe;
import java.util.Objects;
import java.util.UUID;

/**
 * A record that a sink refused for good. <i>Immutable</i>: nobody writes to the array.
 *
 * @param number counts the letters of a journal, from 1; 0 before it is kept
 * @param sink the name of the sink
 * @param kind what the record is about
 * @param symbol the canonical symbol
 * @param timeframe the timeframe
 * @param id the record's stable id
 * @param position its position in the journal
 * @param refusedAtMillis when it was refused, Unix milliseconds
 * @param reason one line from the sink
 * @param value the bytes of the record
 */
@SuppressWarnings("ArrayRecordComponent") // The bytes of a record; never compared.
public record DeadLetter(
    long number,
    String sink,
    RecordKind kind,
    String symbol,
    Timeframe timeframe,
    UUID id,
    long position,
    long refusedAtMillis,
    String reason,
    byte[] value) {
  private static final int VERSION = 1;
  private static final int LONGEST_REASON = 2_000;

  /** Checks that nothing is missing. */
  public DeadLetter {
    Objects.requireNonNull(sink, "sink");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(symbol, "symbol");
    Objects.requireNonNull(timeframe, "timeframe");
    Objects.requireNonNull(id, "id");
    reason = Reporter.line(reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
    Objects.requireNonNull(value, "value");
  }

  /** Whether another letter is of the same record and sink. */
  boolean isOf(DeadLetter other) {
    return sink.equals(other.sink) && kind == other.kind && id.equals(other.id);
  }

  void write(PayloadWriter to) {
    to.reset().oneByte(VERSION).text(sink).text(kind.name()).text(symbol).text(timeframe.code());
    to.number(id.getMostSignificantBits()).number(id.getLeastSignificantBits());
    to.number(position).number(refusedAtMillis).text(reason).bytes(value);
  }

  static DeadLetter read(long number, PayloadReader from) {
    int version = from.oneByte();
    if (version != VERSION) {
      throw PayloadReader.malformed("a dead letter of version " + VERSION, "version " + version);
    }
    DeadLetter letter =
        new DeadLetter(
            number,
            from.text(),
            kind(from.text()),
            from.text(),
            timeframe(from.text()),
            new UUID(from.longNumber(), from.longNumber()),
            from.longNumber(),
            from.longNumber(),
            from.text(),
            from.bytes());
    from.end();
    return letter;
  }

  private static RecordKind kind(String name) {
    for (RecordKind kind : RecordKind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw PayloadReader.malformed("a kind of record", "'" + Instrument.printable(name) + "'");
  }

  private static Timeframe timeframe(String code) {
    return Timeframe.find(code)
        .orElseThrow(
            () -> PayloadReader.malformed("a timeframe", "'" + Instrument.printable(code) + "'"));
  }
}
