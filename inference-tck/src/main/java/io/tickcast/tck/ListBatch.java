package io.tickcast.tck;

import io.tickcast.api.RecordKind;
import io.tickcast.api.SinkBatch;
import io.tickcast.api.Timeframe;
import java.util.List;
import java.util.Objects;

/**
 * A batch over a list of records, for tests of sinks. <i>Immutable</i>, but for the arrays of its
 * records.
 */
public final class ListBatch implements SinkBatch {
  private final List<Record> records;

  /**
   * One record of a batch.
   *
   * @param kind what it is about
   * @param sequence its position in the journal
   * @param symbol the canonical symbol
   * @param timeframe the timeframe
   * @param idHigh the upper half of its stable id
   * @param idLow the lower half of its stable id
   * @param value the bytes, UTF-8 JSON; neither copied nor altered
   */
  public record Record(
      RecordKind kind,
      long sequence,
      String symbol,
      Timeframe timeframe,
      long idHigh,
      long idLow,
      byte[] value) {
    /** Checks that nothing is missing. */
    public Record {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(symbol, "symbol");
      Objects.requireNonNull(timeframe, "timeframe");
      Objects.requireNonNull(value, "value");
    }
  }

  private ListBatch(List<Record> records) {
    this.records = records;
  }

  /**
   * A batch of some records.
   *
   * @param records in the order of the journal
   * @throws IllegalArgumentException when there is none, or their sequences do not increase
   */
  public static ListBatch of(List<Record> records) {
    if (records.isEmpty()) {
      throw new IllegalArgumentException("expected at least 1 record, found none");
    }
    for (int i = 1; i < records.size(); i++) {
      if (records.get(i).sequence() <= records.get(i - 1).sequence()) {
        throw new IllegalArgumentException(
            "expected sequences that increase, found "
                + records.get(i).sequence()
                + " after "
                + records.get(i - 1).sequence());
      }
    }
    return new ListBatch(List.copyOf(records));
  }

  /**
   * A batch of some records.
   *
   * @param records in the order of the journal
   * @throws IllegalArgumentException when there is none, or their sequences do not increase
   */
  public static ListBatch of(Record... records) {
    return of(List.of(records));
  }

  /** The records. */
  public List<Record> records() {
    return records;
  }

  @Override
  public int size() {
    return records.size();
  }

  @Override
  public RecordKind kind(int index) {
    return records.get(index).kind();
  }

  @Override
  public long sequence(int index) {
    return records.get(index).sequence();
  }

  @Override
  public String symbol(int index) {
    return records.get(index).symbol();
  }

  @Override
  public Timeframe timeframe(int index) {
    return records.get(index).timeframe();
  }

  @Override
  public long idHigh(int index) {
    return records.get(index).idHigh();
  }

  @Override
  public long idLow(int index) {
    return records.get(index).idLow();
  }

  @Override
  public byte[] value(int index) {
    return records.get(index).value();
  }
}
