package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedCheckpointStoreTest {
  private static final CheckpointQuery ANY = CheckpointQuery.any();

  @TempDir private Path temp;
  private final Remote remote = new Remote();

  /** A store on another machine, which can be away. */
  private static final class Remote implements CheckpointStore {
    private final Map<String, ModelArtifact> models = new TreeMap<>();
    private final Map<String, CheckpointRef> refs = new TreeMap<>();
    private Optional<ErrorCode> fault = Optional.empty();
    private boolean closed;

    CheckpointRef put(String location, String version, String content) {
      byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
      ModelArtifact bare = ModelArtifact.of("remote:" + location, bytes);
      models.put(
          location,
          new ModelArtifact(
              bare.location(),
              bare.content(),
              bare.sha256(),
              Optional.empty(),
              Map.of(ModelArtifact.MANIFEST, utf8("{\"window\":" + version + "}")),
              Map.of()));
      CheckpointRef ref =
          new CheckpointRef(
              location,
              "xgboost",
              "xgboost",
              version,
              "EURUSD",
              "5m",
              bare.sha256(),
              "production",
              1_760_867_700_000L);
      refs.put(location, ref);
      return ref;
    }

    @Override
    public List<CheckpointRef> find(CheckpointQuery query) {
      answer();
      return refs.values().stream().filter(query::isAnsweredBy).toList();
    }

    @Override
    public ModelArtifact load(CheckpointRef ref) {
      answer();
      return models.get(ref.location());
    }

    private void answer() {
      fault.ifPresent(
          code -> {
            throw new InferenceException(code, "no answer");
          });
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static ByteBuffer utf8(String text) {
    return StandardCharsets.UTF_8.encode(text);
  }

  private CachedCheckpointStore cached(long maxBytes) {
    return new CachedCheckpointStore("store 'models'", remote, folder(), maxBytes);
  }

  private Path folder() {
    return temp.resolve("data/model-cache");
  }

  private void away() {
    remote.fault = Optional.of(ErrorCode.EXTERNAL_UNAVAILABLE);
  }

  private static String content(ModelArtifact artifact) {
    return StandardCharsets.UTF_8.decode(artifact.content()).toString();
  }

  @Test
  void find_storeAwayAfterARestart_namesWhatWasLoadedBefore() {
    CheckpointRef one = remote.put("row/1", "1", "model one");
    remote.put("row/2", "2", "never loaded");
    CachedCheckpointStore before = cached(1_000);
    assertThat(before.find(ANY)).hasSize(2);
    assertThat(before.load(one).location()).isEqualTo("remote:row/1");
    assertThat(before.standsInBecause()).isEmpty();

    away();
    CachedCheckpointStore after = cached(1_000);
    assertThat(after.find(ANY)).containsExactly(one);
    assertFailure(
        () -> after.find(new CheckpointQuery("", "2", "", "")),
        ErrorCode.EXTERNAL_UNAVAILABLE,
        "no answer");
  }

  @Test
  void load_storeAway_givesBytesManifestAndSaysSo() {
    CheckpointRef one = remote.put("row/1", "3", "model one");
    CachedCheckpointStore before = cached(1_000);
    before.find(ANY);
    before.load(one);

    away();
    CachedCheckpointStore after = cached(1_000);
    ModelArtifact kept = ModelLoader.readCheckpoint(after, one);
    assertThat(content(kept)).isEqualTo("model one");
    assertThat(kept.location()).isEqualTo("remote:row/1 (from the cache)");
    assertThat(kept.manifest().orElseThrow().window()).isEqualTo(3);
    assertThat(kept.manifest().orElseThrow().symbol()).isEqualTo("EURUSD");
    assertThat(after.standsInBecause()).isEqualTo("no answer");
    remote.fault = Optional.empty();
    after.find(ANY);
    assertThat(after.standsInBecause()).isEmpty();
  }

  @Test
  void find_storeAwayAndNothingKept_throwsWhatTheStoreThrows() {
    remote.put("row/1", "1", "model one");
    away();
    assertFailure(() -> cached(1_000).find(ANY), ErrorCode.EXTERNAL_UNAVAILABLE, "no answer");
    CheckpointRef one = remote.refs.get("row/1");
    assertFailure(() -> cached(1_000).load(one), ErrorCode.EXTERNAL_UNAVAILABLE, "no answer");
  }

  @Test
  void load_otherFaults_areNotHidden() {
    CheckpointRef one = remote.put("row/1", "1", "model one");
    CachedCheckpointStore store = cached(1_000);
    store.find(ANY);
    store.load(one);
    for (ErrorCode code :
        List.of(ErrorCode.NOT_FOUND, ErrorCode.VERIFICATION_FAILED, ErrorCode.EXTERNAL_MISMATCH)) {
      remote.fault = Optional.of(code);
      assertFailure(() -> store.load(one), code, "no answer");
      assertFailure(() -> store.find(ANY), code, "no answer");
    }
  }

  @Test
  void find_checkpointThatIsGone_isForgotten() {
    CheckpointRef one = remote.put("row/1", "1", "model one");
    CheckpointRef two = remote.put("row/2", "2", "model two");
    CachedCheckpointStore store = cached(1_000);
    store.find(ANY);
    store.load(one);
    store.load(two);
    remote.refs.remove("row/1");
    assertThat(store.find(new CheckpointQuery("", "1", "", ""))).isEmpty();
    away();
    assertThat(store.find(ANY)).containsExactly(two);
  }

  @Test
  void load_otherContentUnderTheSameLocation_isNotMistakenForIt() {
    CheckpointRef one = remote.put("row/1", "1", "model one");
    CachedCheckpointStore store = cached(1_000);
    store.find(ANY);
    store.load(one);
    CheckpointRef other = remote.put("row/1", "1", "model two");
    store.find(ANY);
    away();
    assertFailure(() -> store.load(other), ErrorCode.EXTERNAL_UNAVAILABLE, "no answer");
  }

  @Test
  void load_copyThatWasAltered_isRefusedAndForgotten() throws IOException {
    CheckpointRef one = remote.put("row/1", "1", "model one");
    CachedCheckpointStore store = cached(1_000);
    store.find(ANY);
    store.load(one);
    Path copy = folder().resolve(one.sha256());
    Files.writeString(copy, "model 0ne");
    away();
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> store.load(one))
        .withMessageStartingWith("no answer; and of the cache: " + copy + ": expected sha256 ")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTERNAL_UNAVAILABLE));
    assertFailure(() -> store.find(ANY), ErrorCode.EXTERNAL_UNAVAILABLE, "no answer");
  }

  @Test
  void load_noRoom_letsTheLeastRecentlyUsedGo() throws IOException {
    CheckpointRef one = remote.put("row/1", "1", "a".repeat(40));
    CheckpointRef two = remote.put("row/2", "2", "b".repeat(40));
    CheckpointRef three = remote.put("row/3", "3", "c".repeat(40));
    CheckpointRef huge = remote.put("row/4", "4", "d".repeat(400));
    CachedCheckpointStore store = cached(120);
    store.find(ANY);
    store.load(one);
    store.load(two);
    store.load(one);
    store.load(three);
    assertThat(content(store.load(huge))).hasSize(400);
    assertThat(files()).contains(one.sha256(), three.sha256()).doesNotContain(two.sha256());
    away();
    assertThat(cached(120).find(ANY)).containsExactly(one, three);
  }

  @Test
  void find_brokenIndex_beginsAnew() throws IOException {
    CheckpointRef one = remote.put("row/1", "1", "model one");
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("index.json"), "{\"refs\":[{");
    Files.writeString(folder().resolve("0".repeat(64) + ".part"), "half");
    CachedCheckpointStore store = cached(1_000);
    store.find(ANY);
    store.load(one);
    assertThat(files()).hasSize(3).contains("index.json", one.sha256());
  }

  @Test
  void load_diskThatFails_harmsNoLoad() throws IOException {
    CheckpointRef one = remote.put("row/1", "1", "model one");
    Files.createDirectories(folder().getParent());
    Files.writeString(folder(), "a file in the place of the folder");
    CachedCheckpointStore store = cached(1_000);
    assertThat(store.find(ANY)).containsExactly(one);
    assertThat(content(store.load(one))).isEqualTo("model one");
    store.close();
    assertThat(remote.closed).isTrue();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static void assertFailure(Runnable call, ErrorCode code, String message) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(call::run)
        .withMessage(message)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}
