package io.tickcast.examples.service;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.InferenceException;
import java.util.List;

/** Asks a store of models what it holds. */
final class StoreChecks {
  private static final String ADVICE =
      "a start takes what its cache holds while it is away; correct the settings of the store, or"
          + " take it out of 'stores'";

  private StoreChecks() {}

  /** What it holds, past any cache; closes it. */
  static List<Diagnosis> run(String name, CheckpointStore store) {
    String check = name + " checkpoints";
    try (store) {
      List<CheckpointRef> refs = store.find(CheckpointQuery.any());
      long named = refs.stream().filter(ref -> !ref.version().isEmpty()).count();
      return List.of(
          Diagnosis.ok(check, named + " with a version, " + (refs.size() - named) + " without"));
    } catch (InferenceException e) {
      return List.of(Diagnosis.fail(check, Failures.message(e), ADVICE));
    }
  }
}
