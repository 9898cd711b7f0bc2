package io.tickcast.core;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import java.util.List;

/** Looks for one checkpoint in several stores. */
final class StoreSearch {
  private StoreSearch() {}

  /**
   * The one checkpoint that answers a query.
   *
   * @throws InferenceException (NOT_FOUND, CONFLICT) when none, or more than one, does
   */
  static ModelArtifact one(List<CheckpointStore> stores, CheckpointQuery query) {
    List<StoreAnswers.Answer> found = new StoreAnswers(stores).find(query);
    if (found.size() != 1) {
      throw new InferenceException(
          found.isEmpty() ? ErrorCode.NOT_FOUND : ErrorCode.CONFLICT,
          "expected one checkpoint for "
              + query
              + " in "
              + stores.size()
              + " stores, found "
              + found.stream().map(answer -> answer.ref().location()).toList());
    }
    return Checkpoints.load(found.get(0).store(), found.get(0).ref());
  }
}
