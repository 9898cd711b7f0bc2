package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderCheckpointStoreTest {
  @TempDir Path temp;
  private Path folder;
  private CheckpointStore store;

  @BeforeEach
  void createFolder() throws IOException {
    folder = Files.createDirectories(temp.resolve("models"));
    store = new FolderCheckpointStore(folder);
  }

  @Test
  void find_flatFiles_areKnownByNameOrManifest() throws IOException {
    put("xgboost_eurusd_5m_v1.2.3.pkl", "a");
    put("free.json", "b");
    put("free.json.manifest.json", "{\"name\":\"scalper\",\"version\":\"7\"}");
    put("README.md", "no model");
    assertThat(store.find(CheckpointQuery.any()))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("createdAtMillis")
        .containsExactly(
            new CheckpointRef("free.json", "scalper", "", "7", "", ""),
            new CheckpointRef(
                "xgboost_eurusd_5m_v1.2.3.pkl", "xgboost", "xgboost", "1.2.3", "EURUSD", "5m"));
  }

  @Test
  void find_foldersOfVersions_areKnownByTheirFolders() throws IOException {
    put("scalper/v2/model.json", "a");
    put("scalper/3/model.json", "b");
    put("scalper/3/notes.txt", "both, for none is declared");
    put("swing/1/xgboost_eurusd_1h_v1.0.json", "c");
    put("swing/1/metrics.json", "not declared beside one that is");
    put("swing/stray.json", "not at this depth");
    put("swing/1/deeper/model.json", "not at this depth");
    assertThat(store.find(CheckpointQuery.any()))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("createdAtMillis")
        .containsExactly(
            new CheckpointRef("scalper/3/model.json", "scalper", "", "3", "", ""),
            new CheckpointRef("scalper/3/notes.txt", "scalper", "", "3", "", ""),
            new CheckpointRef("scalper/v2/model.json", "scalper", "", "2", "", ""),
            new CheckpointRef(
                "swing/1/xgboost_eurusd_1h_v1.0.json",
                "xgboost",
                "xgboost",
                "1.0",
                "EURUSD",
                "1h"));
    ModelArtifact artifact = store.load(store.find(CheckpointQuery.any()).get(2));
    assertThat(artifact.manifest().orElseThrow().name()).isEqualTo("scalper");
    assertThat(artifact.manifest().orElseThrow().version()).isEqualTo("2");
  }

  @Test
  void find_unfinishedHiddenAndEmptyFiles_areNotSeen() throws IOException {
    put("xgboost_eurusd_5m_v1.pkl.tmp", "a");
    put("xgboost_eurusd_5m_v2.pkl.part", "a");
    put(".xgboost_eurusd_5m_v3.pkl", "a");
    put("xgboost_eurusd_5m_v4.pkl", "");
    put("xgboost_eurusd_5m_v5.pkl.manifest.json", "{}");
    put(".cache/1/xgboost_eurusd_5m_v6.pkl", "a");
    assertThat(store.find(CheckpointQuery.any())).isEmpty();
    for (String name : List.of("xgboost_eurusd_5m_v1.pkl.tmp", ".xgboost_eurusd_5m_v3.pkl")) {
      assertFailure(() -> store.load(ref(name)), ErrorCode.NOT_FOUND);
    }
  }

  @Test
  void find_fileWithManifest_knowsDigestStatusAndTime() throws IOException {
    put("m.json", "a");
    put("m.json.manifest.json", manifest("a", "production"));
    put("xgboost_eurusd_5m_v1.json", "b");
    FileTime time = FileTime.fromMillis(1_760_867_700_123L);
    Files.setLastModifiedTime(folder.resolve("m.json"), time);
    List<CheckpointRef> found = store.find(new CheckpointQuery("", "", "", "", "Production"));
    assertThat(found)
        .containsExactly(
            new CheckpointRef(
                "m.json", "", "", "", "", "", digest("a"), "production", 1_760_867_700_123L));
    CheckpointRef undeclared = store.find(new CheckpointQuery("xgboost", "", "", "")).get(0);
    assertThat(undeclared.sha256()).isEmpty();
    assertThat(undeclared.status()).isEmpty();
  }

  @Test
  void find_fileThatChangedLongAgo_isReadAgainWhenItsManifestChanges() throws IOException {
    put("m.json", "a");
    put("m.json.manifest.json", manifest("a", "staging"));
    FileTime old = FileTime.fromMillis(1_760_867_700_000L);
    Files.setLastModifiedTime(folder.resolve("m.json"), old);
    Files.setLastModifiedTime(folder.resolve("m.json.manifest.json"), old);
    assertThat(statuses()).containsExactly("staging");
    assertThat(statuses()).containsExactly("staging");
    put("m.json.manifest.json", manifest("a", "retired"));
    assertThat(statuses()).containsExactly("retired");
    Files.delete(folder.resolve("m.json.manifest.json"));
    put("other.json", "b");
    put("other.json.manifest.json", manifest("b", "canary"));
    assertThat(statuses()).containsExactly("canary");
  }

  private List<String> statuses() {
    return store.find(CheckpointQuery.any()).stream().map(CheckpointRef::status).toList();
  }

  @Test
  void find_manifestRequired_seesWhatDeclaresItsDigestOnly() throws IOException {
    put("xgboost_eurusd_5m_v1.json", "a");
    put("m.json", "a");
    put("m.json.manifest.json", manifest("a", "staging"));
    put("n.json", "a");
    put("n.json.manifest.json", "{}");
    put("scalper/1/model.json", "a");
    CheckpointStore strict =
        new FilesStoreProvider()
            .create(
                new ComponentConfig(
                    "store 'models'",
                    Map.of("folder", folder.toString(), "manifest", "required"),
                    new ManualClock(0)));
    assertThat(strict.find(CheckpointQuery.any()))
        .extracting(CheckpointRef::location)
        .containsExactly("m.json");
    assertFailure(() -> strict.load(ref("xgboost_eurusd_5m_v1.json")), ErrorCode.NOT_FOUND);
    assertThat(strict.load(ref("m.json")).sha256()).isEqualTo(digest("a"));
  }

  private static String digest(String content) {
    return ModelArtifact.sha256(content.getBytes(StandardCharsets.UTF_8));
  }

  private static String manifest(String content, String status) {
    return "{\"sha256\":\"" + digest(content) + "\",\"deployment_status\":\"" + status + "\"}";
  }

  @Test
  void find_brokenManifest_isSeenAndNotLoaded() throws IOException {
    put("xgboost_eurusd_5m_v1.pkl", "a");
    put("xgboost_eurusd_5m_v1.pkl.manifest.json", "{\"windw\":1}");
    put("xgboost_eurusd_5m_v2.pkl", "a");
    List<CheckpointRef> found = store.find(new CheckpointQuery("xgboost", "", "eurusd", ""));
    assertThat(found).extracting(CheckpointRef::version).containsExactly("1", "2");
    assertFailure(() -> store.load(found.get(0)), ErrorCode.MALFORMED_MODEL);
    assertThat(store.load(found.get(1)).content().remaining()).isEqualTo(1);
  }

  @Test
  void load_halfWrittenFileOfADeclaredDigest_isRefused() throws IOException {
    String sha256 = ModelArtifact.sha256(new byte[] {'a', 'b'});
    put("m.json", "a");
    put("m.json.manifest.json", "{\"sha256\":\"" + sha256 + "\"}");
    assertFailure(() -> store.load(ref("m.json")), ErrorCode.VERIFICATION_FAILED);
    put("m.json", "ab");
    assertThat(store.load(ref("m.json")).sha256()).isEqualTo(sha256);
  }

  @Test
  void load_largerThanTheBound_isRefused() throws IOException {
    put("m.json", "abc");
    CheckpointStore small = new FolderCheckpointStore(folder, 2);
    assertFailure(() -> small.load(ref("m.json")), ErrorCode.LIMIT_EXCEEDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../secret.json",
        "a/../../secret.json",
        "/secret.json",
        "a//b",
        "link.json",
        "linked/1/secret.json",
        "no.json",
        "\0",
        "a/b/c/d"
      })
  void load_locationOutside_isNotFound(String location) throws IOException {
    Files.writeString(temp.resolve("secret.json"), "secret");
    Files.createSymbolicLink(folder.resolve("link.json"), temp.resolve("secret.json"));
    Path away = Files.createDirectories(temp.resolve("away/1"));
    Files.writeString(away.resolve("secret.json"), "secret");
    Files.createSymbolicLink(folder.resolve("linked"), temp.resolve("away"));
    assertFailure(() -> store.load(ref(location)), ErrorCode.NOT_FOUND);
    assertThat(store.find(CheckpointQuery.any())).isEmpty();
  }

  @Test
  void find_linkInside_isFollowed() throws IOException {
    put("..data/1/model.json", "a");
    put("store/real.json", "a");
    Files.createSymbolicLink(
        folder.resolve("xgboost_eurusd_5m_v1.json"), folder.resolve("..data/1/model.json"));
    assertThat(store.find(CheckpointQuery.any()))
        .extracting(CheckpointRef::location)
        .containsExactly("xgboost_eurusd_5m_v1.json");
    assertThat(store.load(ref("xgboost_eurusd_5m_v1.json")).content().remaining()).isEqualTo(1);
  }

  @Test
  void find_noFolder_isAResourceFault() {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> new FolderCheckpointStore(temp.resolve("no")).find(CheckpointQuery.any()))
        .withMessage("expected a folder of checkpoints, found none at " + temp.resolve("no"))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_UNAVAILABLE));
  }

  @Test
  void find_relativeFolder_givesTheSameLocations() throws IOException {
    put("a/1/model.json", "a");
    Path dotted = folder.resolve("..").resolve("./models");
    CheckpointStore other = new FolderCheckpointStore(dotted);
    assertThat(other.find(CheckpointQuery.any())).isEqualTo(store.find(CheckpointQuery.any()));
    assertThat(other.load(ref("a/1/model.json")).manifest().orElseThrow().name()).isEqualTo("a");
  }

  @Test
  void use_afterClose_isIllegal() {
    store.close();
    store.close();
    assertFailure(() -> store.find(CheckpointQuery.any()), ErrorCode.ILLEGAL_STATE);
    assertFailure(() -> store.load(ref("m.json")), ErrorCode.ILLEGAL_STATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1e3", "x", "1073741825", ""})
  void create_otherBound_isRefusedByName(String maxBytes) {
    ComponentConfig config =
        new ComponentConfig(
            "store 'models'",
            Map.of("folder", folder.toString(), "max_bytes", maxBytes),
            new ManualClock(0));
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> new FilesStoreProvider().create(config))
        .withMessage(
            "store 'models': max_bytes: expected a whole number from 1 to 1073741824, found '"
                + maxBytes
                + "'")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION));
  }

  private void put(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static CheckpointRef ref(String location) {
    return new CheckpointRef(location, "", "", "", "", "");
  }

  private static void assertFailure(Runnable call, ErrorCode code) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
  }
}
