package io.tickcast.api;

/**
 * Records on their way to a sink, in the order of the journal. Valid during the call that it is
 * handed to; the arrays of {@link #value} may be kept, and are never altered.
 */
public interface SinkBatch {
  /** The number of records, at least 1. */
  int size();

  /**
   * What a record is about.
   *
   * @param index from 0
   */
  RecordKind kind(int index);

  /**
   * The position in the journal, strictly increasing within a batch.
   *
   * @param index from 0
   */
  long sequence(int index);

  /**
   * The canonical symbol.
   *
   * @param index from 0
   */
  String symbol(int index);

  /**
   * The timeframe.
   *
   * @param index from 0
   */
  Timeframe timeframe(int index);

  /**
   * The upper half of the record's stable id: {@code signal_id} for a signal.
   *
   * @param index from 0
   */
  long idHigh(int index);

  /**
   * The lower half of the record's stable id.
   *
   * @param index from 0
   */
  long idLow(int index);

  /**
   * The bytes, UTF-8 JSON.
   *
   * @param index from 0
   */
  byte[] value(int index);
}
