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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** Loading checkpoints, and refusing to. */
final class StoreLoadRules {
  /** In bytes; above the overhead that any format has. */
  private static final int CAP = 1_000;

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
        ModelArtifact artifact = store.load(StoreSubject.one(store, checkpoint));
        if (artifact.manifest().isPresent()) {
          assertDeclares(artifact.manifest().get(), checkpoint);
        } else {
          assertHandsOver(artifact.attachments().get(ModelArtifact.MANIFEST), checkpoint);
        }
      }
    }
  }

  private static void assertDeclares(ModelManifest manifest, StoredCheckpoint checkpoint) {
    assertThat(StoreSubject.key(manifest)).as("manifest").isEqualTo(StoreSubject.key(checkpoint));
    assertThat(manifest.name()).as("name").isEqualTo(checkpoint.type());
    assertThat(manifest.sha256()).as("declared sha256").isEqualTo(checkpoint.sha256());
    assertThat(manifest.features()).as("features").containsExactly("rsi_14", "atr_14");
  }

  private static void assertHandsOver(@Nullable ByteBuffer document, StoredCheckpoint checkpoint) {
    assertThat(document)
        .as("manifest of %s, or the attachment '%s'", checkpoint, ModelArtifact.MANIFEST)
        .isNotNull();
    assertThat(
            document == null ? "" : StandardCharsets.UTF_8.decode(document.duplicate()).toString())
        .as("attachment '%s'", ModelArtifact.MANIFEST)
        .isEqualTo(checkpoint.manifestJson());
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

  static void halfWrittenIsRefused(CheckpointStoreTck tck) {
    try (CheckpointStore store = StoreSubject.filled(tck)) {
      StoredCheckpoint whole = StoredCheckpoint.of("xgboost", "5.5.5", "EURUSD", Timeframe.M5);
      StoreSubject.put(tck, whole.halfWritten());
      for (CheckpointRef ref : store.find(StoreSubject.query(whole))) {
        assertFails(store, ref, ErrorCode.VERIFICATION_FAILED);
      }
      StoreSubject.put(tck, whole);
      assertThat(StoreSubject.bytes(store.load(StoreSubject.one(store, whole))))
          .as("the same one when it is whole")
          .isEqualTo(whole.content());
    }
  }

  static void largeIsRefused(CheckpointStoreTck tck) {
    Map<String, String> options = tck.optionsWithCap(CAP);
    Assumptions.assumeTrue(!options.isEmpty(), "the store takes any size");
    try (CheckpointStore store = StoreSubject.create(tck, options)) {
      StoredCheckpoint small = StoredCheckpoint.of("xgboost", "1.0", "EURUSD", Timeframe.M5);
      StoredCheckpoint large = StoredCheckpoint.of("xgboost", "2.0", "EURUSD", Timeframe.M5);
      StoreSubject.put(tck, small.holding(new byte[CAP]));
      StoreSubject.put(tck, large.holding(new byte[CAP + 1]));
      assertFails(store, StoreSubject.one(store, large), ErrorCode.LIMIT_EXCEEDED);
      assertThat(StoreSubject.bytes(store.load(StoreSubject.one(store, small))))
          .as("one of exactly the cap")
          .hasSize(CAP);
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
