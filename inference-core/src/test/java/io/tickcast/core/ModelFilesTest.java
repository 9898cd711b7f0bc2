package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {
  @TempDir Path folder;

  @Test
  void readFile_plainName_hasNoManifest() throws IOException {
    Path file = Files.writeString(folder.resolve("model.json"), "{}");
    ModelArtifact artifact = ModelLoader.readFile(file, Optional.empty());
    assertThat(artifact.location()).isEqualTo(file.toString());
    assertThat(artifact.content().remaining()).isEqualTo(2);
    assertThat(artifact.sha256()).isEqualTo(ModelArtifact.sha256(new byte[] {'{', '}'}));
    assertThat(artifact.manifest()).isEmpty();
  }

  @Test
  void readFile_nameOfTheForm_makesAManifest() throws IOException {
    Path file = Files.writeString(folder.resolve("xgboost_eurusd_5m_v1.2.3.pkl"), "x");
    ModelManifest manifest = ModelLoader.readFile(file, Optional.empty()).manifest().orElseThrow();
    assertThat(manifest.name()).isEqualTo("xgboost");
    assertThat(manifest.version()).isEqualTo("1.2.3");
    assertThat(manifest.symbol()).isEqualTo("EURUSD");
    assertThat(manifest.json()).isEqualTo("{}");
  }

  @Test
  void readFile_sidecar_isTakenAndCompleted() throws IOException {
    Path file = Files.writeString(folder.resolve("xgboost_eurusd_5m_v1.2.3.pkl"), "x");
    Files.writeString(
        folder.resolve("xgboost_eurusd_5m_v1.2.3.pkl.manifest.json"),
        "{\"name\":\"scalper\",\"version\":\"2.0\"}");
    ModelManifest manifest = ModelLoader.readFile(file, Optional.empty()).manifest().orElseThrow();
    assertThat(manifest.name()).isEqualTo("scalper");
    assertThat(manifest.version()).isEqualTo("2.0");
    assertThat(manifest.symbol()).isEqualTo("EURUSD");
  }

  @Test
  void readFile_explicitManifest_winsOverTheSidecar() throws IOException {
    Path file = Files.writeString(folder.resolve("m.json"), "x");
    Files.writeString(folder.resolve("m.json.manifest.json"), "{\"name\":\"beside\"}");
    Path other = Files.writeString(folder.resolve("other.json"), "{\"name\":\"given\"}");
    assertThat(ModelLoader.readFile(file, Optional.of(other)).manifest().orElseThrow().name())
        .isEqualTo("given");
    assertFailure(
        () -> ModelLoader.readFile(file, Optional.of(folder.resolve("no.json"))),
        ErrorCode.NOT_FOUND,
        "expected a manifest, found none at " + folder.resolve("no.json"));
  }

  @Test
  void readFile_brokenManifest_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("m.json"), "x");
    Path sidecar = Files.write(folder.resolve("m.json.manifest.json"), new byte[] {'{', -1});
    assertFailure(
        () -> ModelLoader.readFile(file, Optional.empty()),
        ErrorCode.MALFORMED_MODEL,
        sidecar + ": expected a manifest in UTF-8, found other bytes");
  }

  @Test
  void readFile_noFile_isNotFound() {
    Path missing = folder.resolve("no.json");
    assertFailure(
        () -> ModelLoader.readFile(missing, Optional.empty()),
        ErrorCode.NOT_FOUND,
        "expected a model file, found none at " + missing);
    assertFailure(
        () -> ModelLoader.readFile(folder, Optional.empty()),
        ErrorCode.NOT_FOUND,
        "expected a model file, found a folder at " + folder);
  }

  @Test
  void read_largerThanTheBound_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("m.json"), "12345");
    assertThat(ModelFiles.read(file, Optional.empty(), 5).content().remaining()).isEqualTo(5);
    assertFailure(
        () -> ModelFiles.read(file, Optional.empty(), 4),
        ErrorCode.LIMIT_EXCEEDED,
        "expected a model file of at most 4 bytes, found 5 at " + file);
  }

  private static void assertFailure(Runnable call, ErrorCode code, String message) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(call::run)
        .withMessage(message)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void readFile_thatIsNoRegularFile_isRefusedBeforeItIsOpened() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> ModelLoader.readFile(pipe, Optional.empty()))
        .withMessage("expected a model file, found a pipe or a device at " + pipe);
  }
}
