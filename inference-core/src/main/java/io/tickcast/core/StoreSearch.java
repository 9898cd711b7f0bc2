package io.tickcast.core;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import java.util.ArrayList;
import java.util.List;

/** Looks for a checkpoint in several stores. */
final class StoreSearch {
  private StoreSearch() {}

  /**
   * The one checkpoint that answers a query.
   *
   * @throws InferenceException (NOT_FOUND, CONFLICT) when none, or more than one, does
   */
  static ModelArtifact one(List<CheckpointStore> stores, CheckpointQuery query) {
    List<CheckpointRef> found = new ArrayList<>();
    CheckpointStore holder = null;
    for (CheckpointStore store : stores) {
      List<CheckpointRef> refs = store.find(query);
      holder = refs.isEmpty() ? holder : store;
      found.addAll(refs);
    }
    if (holder == null || found.size() != 1) {
      throw new InferenceException(
          found.isEmpty() ? ErrorCode.NOT_FOUND : ErrorCode.CONFLICT,
          "expected one checkpoint for "
              + query
              + " in "
              + stores.size()
              + " stores, found "
              + found.stream().map(CheckpointRef::location).toList());
    }
    return Checkpoints.load(holder, found.get(0));
  }
}
