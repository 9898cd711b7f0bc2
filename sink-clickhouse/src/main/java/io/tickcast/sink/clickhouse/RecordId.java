package io.tickcast.sink.clickhouse;

import io.tickcast.api.RecordKind;
import io.tickcast.api.SinkBatch;

/**
 * Which record of the journal something is about. <i>Immutable.</i>
 *
 * @param kind what it is about
 * @param sequence its position in the journal
 * @param high the upper half of its stable id
 * @param low the lower half
 */
record RecordId(RecordKind kind, long sequence, long high, long low) {
  static RecordId of(SinkBatch batch, int index) {
    return new RecordId(
        batch.kind(index), batch.sequence(index), batch.idHigh(index), batch.idLow(index));
  }
}
