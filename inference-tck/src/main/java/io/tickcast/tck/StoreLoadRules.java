package io.tickcast.tck;

import static io.tickcast.tck.StoreSubject.CHECKPOINTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.Timeframe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Loading checkpoints, and refusing to. */
final class StoreLoadRules {
  private StoreLoadRules() {}

  static void loadsTheBytes(CheckpointStoreTck tck) {
    try (CheckpointStore store = StoreSubject.filled(tck)) {
      for (StoredCheckpoint checkpoint : CHECKPOINTS) {
        for (int round = 0; round < 2; round++) {
          ModelArtifact artifact = store.load(StoreSubject.one(store, checkpoint));
          assertThat(Bytes.text(StoreSubject.bytes(artifact)))
              .as("bytes of %s, load number %d", checkpoint, round + 1)
              .isEqualTo(Bytes.text(checkpoint.content()));
          assertThat(artifact.sha256()).as("sha256").isEqualTo(checkpoint.sha256());
        }
      }
    }
  }

  static void loadsTheManifest(CheckpointStoreTck tck) {
    try (CheckpointStore store = StoreSubject.filled(tck)) {
      for (StoredCheckpoint checkpoint : CHECKPOINTS) {
        ModelManifest manifest =
            store
                .load(StoreSubject.one(store, checkpoint))
                .manifest()
                .orElseThrow(() -> new AssertionError("expected a manifest of " + checkpoint));
        assertThat(StoreSubject.key(manifest))
            .as("manifest")
            .isEqualTo(StoreSubject.key(checkpoint));
        assertThat(manifest.name()).as("name").isEqualTo(checkpoint.type());
        assertThat(manifest.sha256()).as("declared sha256").isEqualTo(checkpoint.sha256());
        assertThat(manifest.features()).as("features").containsExactly("rsi_14", "atr_14");
      }
    }
  }

  static void goneIsNotFound(CheckpointStoreTck tck) {
    try (CheckpointStore store = StoreSubject.filled(tck)) {
      CheckpointRef ref = StoreSubject.one(store, CHECKPOINTS.get(0));
      StoreSubject.remove(tck, ref);
      assertFails(store, ref, ErrorCode.NOT_FOUND);
      assertThat(store.find(StoreSubject.query(CHECKPOINTS.get(0))))
          .as("found after its removal")
          .isEmpty();
      assertThat(StoreSubject.bytes(store.load(StoreSubject.one(store, CHECKPOINTS.get(1)))))
          .as("another one")
          .isEqualTo(CHECKPOINTS.get(1).content());
    }
  }

  static void wrongDigestIsRefused(CheckpointStoreTck tck) {
    try (CheckpointStore store = StoreSubject.filled(tck)) {
      StoredCheckpoint wrong =
          StoredCheckpoint.of("xgboost", "6.6.6", "EURUSD", Timeframe.M5).declaring("0".repeat(64));
      StoreSubject.put(tck, wrong);
      assertFails(store, StoreSubject.one(store, wrong), ErrorCode.VERIFICATION_FAILED);
      assertThat(StoreSubject.bytes(store.load(StoreSubject.one(store, CHECKPOINTS.get(0)))))
          .as("another one beside it")
          .isEqualTo(CHECKPOINTS.get(0).content());
    }
  }

  private static void assertFails(CheckpointStore store, CheckpointRef ref, ErrorCode code) {
    assertThatExceptionOfType(InferenceException.class)
        .as("load of %s", ref)
        .isThrownBy(() -> store.load(ref))
        .satisfies(e -> assertThat(e.code()).as("code of: %s", e.getMessage()).isEqualTo(code));
  }

  static void foreignLocationIsNotLoaded(CheckpointStoreTck tck) {
    try (CheckpointStore store = StoreSubject.filled(tck)) {
      Path outside = Files.createTempFile("xgboost_EURUSD_5m_v1.2.3", ".json");
      try {
        Files.writeString(outside, "{\"tck\":\"outside\"}");
        List<String> locations =
            List.of("", "tck-none", "../tck-none", outside.toString(), outside.toUri().toString());
        for (String location : locations) {
          assertNotLoaded(store, location);
        }
        climbs(outside).forEach(location -> assertNotLoaded(store, location));
      } finally {
        Files.delete(outside);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file by way of the parents of a folder, whatever the depth of that. */
  private static List<String> climbs(Path file) {
    List<String> climbs = new ArrayList<>();
    for (int depth = 1; depth <= 12; depth++) {
      climbs.add("../".repeat(depth) + file.toString().substring(1).replace('\\', '/'));
      climbs.add("../".repeat(depth) + file.getFileName());
    }
    return climbs;
  }

  private static void assertNotLoaded(CheckpointStore store, String location) {
    CheckpointRef ref = new CheckpointRef(location, "xgboost", "xgboost", "1.2.3", "EURUSD", "5m");
    assertThatExceptionOfType(InferenceException.class)
        .as("load of the location '%s', that find did not give", location)
        .isThrownBy(() -> store.load(ref));
  }
}
