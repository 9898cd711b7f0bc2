package io.tickcast.core;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What several stores answer together: one that does not is passed over while others find
 * something, so that no table that is away keeps a model file from serving. <i>Thread-safe</i>, as
 * the stores are.
 */
final class StoreAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceEngine.class);

  private final List<CheckpointStore> stores;

  /** Why a store did not answer when it was asked last; empty when it did. */
  private final AtomicReferenceArray<String> away;

  StoreAnswers(List<CheckpointStore> stores) {
    this.stores = List.copyOf(stores);
    this.away = new AtomicReferenceArray<>(this.stores.size());
  }

  /** A checkpoint, and the store that it is in. */
  record Answer(CheckpointRef ref, CheckpointStore store) {}

  /**
   * What all stores find that answer, in the order of the stores.
   *
   * @throws InferenceException the first failure, when nothing is found
   */
  List<Answer> find(CheckpointQuery query) {
    List<Answer> found = new ArrayList<>();
    Optional<InferenceException> failure = Optional.empty();
    for (int i = 0; i < stores.size(); i++) {
      CheckpointStore store = stores.get(i);
      try {
        store.find(query).forEach(ref -> found.add(new Answer(ref, store)));
        note(i, "");
      } catch (InferenceException e) {
        requireOfOthers(e);
        note(i, Objects.requireNonNullElse(e.getMessage(), e.code().name()));
        failure = failure.or(() -> Optional.of(e));
      }
    }
    if (found.isEmpty() && failure.isPresent()) {
      throw failure.get();
    }
    return found;
  }

  /** A question that is wrong, or a store that is closed, is the same for all. */
  private static void requireOfOthers(InferenceException e) {
    ErrorCode.Group group = e.code().group();
    if (group != ErrorCode.Group.EXTERNAL && group != ErrorCode.Group.RESOURCE) {
      throw e;
    }
  }

  private void note(int store, String why) {
    String before = Objects.requireNonNullElse(away.getAndSet(store, why), "");
    if (before.isEmpty() && !why.isEmpty()) {
      LOG.warn("a store of models does not answer, others are asked: {}", why);
    } else if (!before.isEmpty() && why.isEmpty()) {
      LOG.info("a store of models answers again");
    }
  }

  /** Why stores did not answer when they were asked last, one line; empty when all did. */
  String away() {
    return IntStream.range(0, stores.size())
        .mapToObj(i -> Objects.requireNonNullElse(away.get(i), ""))
        .filter(why -> !why.isEmpty())
        .reduce((one, other) -> one + "; " + other)
        .orElse("");
  }

  int count() {
    return stores.size();
  }
}
