package io.tickcast.sink.clickhouse;

import io.tickcast.api.Refusals;
import io.tickcast.api.SinkBatch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of the records of a batch that is not finished yet: a later attempt neither writes
 * again what the server has acknowledged nor tries again what it refused. <i>Confined.</i>
 */
final class Verdicts {
  private static final String TAKEN = "";

  private final Map<RecordId, String> known = new HashMap<>();

  /** Forgets what is not about the records of a batch. */
  void keepOnly(SinkBatch batch) {
    if (known.isEmpty()) {
      return;
    }
    Set<RecordId> kept = new HashSet<>();
    for (int i = 0; i < batch.size(); i++) {
      kept.add(RecordId.of(batch, i));
    }
    known.keySet().retainAll(kept);
  }

  /** Whether nothing is known of a record. */
  boolean isOpen(RecordId id) {
    return !known.containsKey(id);
  }

  /** The server has acknowledged the rows. */
  void taken(List<Row> rows) {
    rows.forEach(row -> known.put(row.id(), TAKEN));
  }

  /** The server refuses a row for good. */
  void refused(Row row, String reason) {
    known.put(row.id(), reason);
  }

  /**
   * Names the refused records of the finished prefix of a batch, and forgets the prefix.
   *
   * @return its length
   */
  int finish(SinkBatch batch, Refusals refusals) {
    int finished = 0;
    while (finished < batch.size()) {
      String verdict = known.remove(RecordId.of(batch, finished));
      if (verdict == null) {
        return finished;
      }
      if (!verdict.equals(TAKEN)) {
        refusals.refuse(finished, verdict);
      }
      finished++;
    }
    return finished;
  }
}
