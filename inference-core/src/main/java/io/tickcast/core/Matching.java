package io.tickcast.core;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;

/** Whether a checkpoint answers a query: versions exactly, all else in any case. */
final class Matching {
  private Matching() {}

  /** Whether everything that is asked for is there. */
  static boolean fits(CheckpointQuery query, CheckpointRef ref) {
    return fits(query.type(), ref.type())
        && (query.version().isEmpty() || query.version().equals(ref.version()))
        && fits(query.symbol(), ref.symbol())
        && fits(query.timeframe(), ref.timeframe())
        && fits(query.status(), ref.status());
  }

  private static boolean fits(String asked, String found) {
    return asked.isEmpty() || asked.equalsIgnoreCase(found);
  }
}
