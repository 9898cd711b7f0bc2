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
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassPathCheckpointStoreTest {
  @TempDir private Path root;
  private URLClassLoader loader;

  @BeforeEach
  void addToTheClassPath() throws IOException {
    loader = new URLClassLoader(new URL[] {root.toUri().toURL()}, null);
  }

  @AfterEach
  void takeFromTheClassPath() throws IOException {
    loader.close();
  }

  @Test
  void find_namedResources_areKnownByNameManifestAndFolders() throws IOException {
    put("xgboost_eurusd_5m_v1.2.3.ubj", "a");
    put("scalper/v2/model.json", "b");
    put("free.bin", "c");
    put("free.bin.manifest.json", "{\"name\":\"swing\",\"version\":\"7\"}");
    CheckpointStore store =
        ClassPathCheckpointStore.of(
            loader,
            "",
            List.of("xgboost_eurusd_5m_v1.2.3.ubj", "scalper/v2/model.json", "free.bin"));
    assertThat(store.find(CheckpointQuery.any()))
        .containsExactly(
            new CheckpointRef("free.bin", "swing", "", "7", "", ""),
            new CheckpointRef("scalper/v2/model.json", "scalper", "", "2", "", ""),
            new CheckpointRef(
                "xgboost_eurusd_5m_v1.2.3.ubj", "xgboost", "xgboost", "1.2.3", "EURUSD", "5m"));
    ModelArtifact loaded = store.load(store.find(CheckpointQuery.any()).get(1));
    assertThat(loaded.location()).isEqualTo("classpath:scalper/v2/model.json");
    assertThat(loaded.manifest().orElseThrow().version()).isEqualTo("2");
  }

  @Test
  void find_noIndex_isAResourceFault() {
    CheckpointStore store = ClassPathCheckpointStore.indexed(loader, "models", "index.txt");
    assertFailure(
        () -> store.find(CheckpointQuery.any()),
        ErrorCode.RESOURCE_UNAVAILABLE,
        "expected a list of checkpoints, found none at classpath:models/index.txt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../secret", "a/../b", "/etc/passwd", "a/b/c/d", ".hidden", "a\\b", "a//b"})
  void create_nameOutside_isRefused(String name) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> ClassPathCheckpointStore.of(loader, "models", List.of(name)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION));
  }

  @Test
  void load_resourceThatIsNotNamed_isNotFound() throws IOException {
    put("a.json", "a");
    put("b.json", "b");
    CheckpointStore store = ClassPathCheckpointStore.of(loader, "", List.of("a.json"));
    assertFailure(
        () -> store.load(new CheckpointRef("b.json", "", "", "", "", "")),
        ErrorCode.NOT_FOUND,
        "expected a checkpoint 'b.json', found none of that name at classpath:");
  }

  @Test
  void create_namesAndIndex_isRefused() {
    ComponentConfig both =
        new ComponentConfig(
            "store 'own'", Map.of("names", "a.json", "index", "i.txt"), new ManualClock(0));
    assertFailure(
        () -> new ClassPathStoreProvider().create(both),
        ErrorCode.INVALID_CONFIGURATION,
        "store 'own': names: expected names or an index, found both");
  }

  private void put(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static void assertFailure(Runnable call, ErrorCode code, String message) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(call::run)
        .withMessage(message)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}
