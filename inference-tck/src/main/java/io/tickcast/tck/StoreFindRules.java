package io.tickcast.tck;

import static io.tickcast.tck.StoreSubject.CHECKPOINTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Finding checkpoints, by one thread or two, and closing the store. */
final class StoreFindRules {
  private static final int ROUNDS = 20;

  private static final long EARLIEST_MILLIS = 1_000_000_000_000L;
  private static final long LATEST_MILLIS = 10_000_000_000_000L;

  private StoreFindRules() {}

  static void findsAll(CheckpointStoreTck tck) {
    try (CheckpointStore store = StoreSubject.filled(tck)) {
      assertThat(store.find(CheckpointQuery.any()))
          .as("checkpoints found by a query for any")
          .extracting(StoreSubject::key)
          .containsExactlyInAnyOrderElementsOf(
              CHECKPOINTS.stream().map(StoreSubject::key).toList());
    }
  }

  static void findsInTheOrderOfLocations(CheckpointStoreTck tck) {
    try (CheckpointStore store = StoreSubject.filled(tck)) {
      List<String> locations =
          store.find(CheckpointQuery.any()).stream().map(CheckpointRef::location).toList();
      assertThat(locations).as("locations").isSorted().doesNotHaveDuplicates().doesNotContain("");
      assertThat(store.find(CheckpointQuery.any()).stream().map(CheckpointRef::location).toList())
          .as("locations, asked again")
          .isEqualTo(locations);
    }
  }

  static void findsByEachField(CheckpointStoreTck tck) {
    try (CheckpointStore store = StoreSubject.filled(tck)) {
      assertFinds(store, new CheckpointQuery("xgboost", "", "", ""), 0, 2, 3);
      assertFinds(store, new CheckpointQuery("random_forest", "", "", ""), 4);
      assertFinds(store, new CheckpointQuery("", "1.2.3", "", ""), 0, 3, 4);
      assertFinds(store, new CheckpointQuery("", "1.10.0", "", ""), 2);
      assertFinds(store, new CheckpointQuery("", "", "GBPUSD", ""), 1, 3);
      assertFinds(store, new CheckpointQuery("", "", "", "1h"), 1, 4);
      assertFinds(store, new CheckpointQuery("xgboost", "1.2.3", "EURUSD", "5m"), 0);
      assertFinds(store, new CheckpointQuery("xgboost", "1.2.3", "EURUSD", "1h"));
      assertFinds(store, new CheckpointQuery("", "1.2", "", ""));
      assertFinds(store, new CheckpointQuery("tck_none", "", "", ""));
    }
  }

  private static void assertFinds(CheckpointStore store, CheckpointQuery query, int... expected) {
    List<String> keys = new ArrayList<>();
    for (int index : expected) {
      keys.add(StoreSubject.key(CHECKPOINTS.get(index)));
    }
    assertThat(store.find(query))
        .as("found by %s", query)
        .extracting(StoreSubject::key)
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  static void findsWhatComesLater(CheckpointStoreTck tck) {
    try (CheckpointStore store = StoreSubject.filled(tck)) {
      StoredCheckpoint later = StoredCheckpoint.of("xgboost", "9.9.9", "EURUSD", Timeframe.M5);
      assertThat(store.find(StoreSubject.query(later))).as("before it was put").isEmpty();
      StoreSubject.put(tck, later);
      assertThat(store.find(StoreSubject.query(later))).as("after it was put").hasSize(1);
    }
  }

  static void twoThreadsAgree(CheckpointStoreTck tck) {
    try (CheckpointStore store = StoreSubject.filled(tck)) {
      List<CheckpointRef> expected = store.find(CheckpointQuery.any());
      List<String> contents = contents(store, expected);
      Callable<Void> task =
          () -> {
            for (int round = 0; round < ROUNDS; round++) {
              assertThat(store.find(CheckpointQuery.any())).as("found").isEqualTo(expected);
              assertThat(contents(store, expected)).as("loaded").isEqualTo(contents);
            }
            return null;
          };
      Threads.runTogether(List.of(task, task));
    }
  }

  private static List<String> contents(CheckpointStore store, List<CheckpointRef> refs) {
    return refs.stream().map(ref -> Bytes.text(StoreSubject.bytes(store.load(ref)))).toList();
  }

  static void closingTwiceHasNoEffect(CheckpointStoreTck tck) {
    CheckpointStore store = StoreSubject.filled(tck);
    int before = store.find(CheckpointQuery.any()).size();
    store.close();
    assertThatCode(store::close).as("second close").doesNotThrowAnyException();
    try (CheckpointStore another = StoreSubject.create(tck)) {
      assertThat(another.find(CheckpointQuery.any())).as("found by another").hasSize(before);
    }
  }

  static void findsByStatus(CheckpointStoreTck tck) {
    try (CheckpointStore store = StoreSubject.filled(tck)) {
      assertFinds(store, new CheckpointQuery("", "", "", "", "production"), 0, 4);
      assertFinds(store, new CheckpointQuery("xgboost", "", "", "", "staging"), 2, 3);
      assertFinds(store, new CheckpointQuery("", "", "", "", "tck_none"));
      for (StoredCheckpoint checkpoint : CHECKPOINTS) {
        assertThat(StoreSubject.one(store, checkpoint).status())
            .as("status of %s", checkpoint)
            .isEqualTo(checkpoint.status());
      }
    }
  }

  static void knowsTheDigest(CheckpointStoreTck tck) {
    try (CheckpointStore store = StoreSubject.filled(tck)) {
      for (StoredCheckpoint checkpoint : CHECKPOINTS) {
        assertThat(StoreSubject.one(store, checkpoint).sha256())
            .as("sha256 of %s", checkpoint)
            .isIn("", checkpoint.sha256());
      }
    }
  }

  static void knowsTheTime(CheckpointStoreTck tck) {
    try (CheckpointStore store = StoreSubject.filled(tck)) {
      for (CheckpointRef ref : store.find(CheckpointQuery.any())) {
        if (ref.createdAtMillis() != 0) {
          assertThat(ref.createdAtMillis())
              .as("createdAtMillis of %s: between the years 2001 and 2286", ref)
              .isBetween(EARLIEST_MILLIS, LATEST_MILLIS);
        }
      }
    }
  }

  static void closedIsIllegal(CheckpointStoreTck tck) {
    CheckpointStore store = StoreSubject.filled(tck);
    CheckpointRef ref = StoreSubject.one(store, CHECKPOINTS.get(0));
    store.close();
    assertIllegal(() -> store.find(CheckpointQuery.any()), "find after close");
    assertIllegal(() -> store.load(ref), "load after close");
  }

  private static void assertIllegal(ThrowingCallable call, String what) {
    assertThatExceptionOfType(InferenceException.class)
        .as(what)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).as(what).isEqualTo(ErrorCode.ILLEGAL_STATE));
  }

  static void findsWhileOthersCome(CheckpointStoreTck tck) {
    try (CheckpointStore store = StoreSubject.filled(tck)) {
      List<CheckpointRef> before = store.find(CheckpointQuery.any());
      List<String> contents = contents(store, before);
      Callable<Void> writer =
          () -> {
            for (int round = 0; round < ROUNDS; round++) {
              StoreSubject.put(
                  tck, StoredCheckpoint.of("xgboost", "8." + round, "USDJPY", Timeframe.M5));
            }
            return null;
          };
      Callable<Void> reader =
          () -> {
            for (int round = 0; round < ROUNDS; round++) {
              assertThat(store.find(CheckpointQuery.any())).as("found").containsAll(before);
              assertThat(contents(store, before)).as("loaded").isEqualTo(contents);
            }
            return null;
          };
      Threads.runTogether(List.of(writer, reader));
      assertThat(store.find(new CheckpointQuery("", "", "USDJPY", "")))
          .as("found after all have come")
          .hasSize(ROUNDS);
    }
  }
}
