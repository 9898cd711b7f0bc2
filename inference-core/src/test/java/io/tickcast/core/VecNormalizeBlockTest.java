package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Probe;
import io.tickcast.core.FakeBackends.FakeModel;
import io.tickcast.core.FakeBackends.Scripted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VecNormalizeBlockTest {
  private static final byte[] PICKLE = {1, 2, 3};

  @TempDir Path folder;

  private final List<ModelArtifact> loaded = new ArrayList<>();

  private ModelLoader loader() {
    return ModelLoader.create(
        getClass().getClassLoader(),
        List.of(
            new Scripted(
                "agents",
                artifact -> Probe.yes("agent"),
                (artifact, context) -> {
                  loaded.add(artifact);
                  return new FakeModel();
                })));
  }

  private static String inline() {
    return "{\"vecnormalize\":{\"content\":\""
        + Base64.getEncoder().encodeToString(PICKLE)
        + "\",\"sha256\":\""
        + ModelArtifact.sha256(PICKLE)
        + "\"}}";
  }

  @Test
  void readFile_manifestThatNamesAFile_attachesTheOneBesideTheModel() throws IOException {
    Path model = Files.writeString(folder.resolve("agent.zip"), "x");
    Files.write(folder.resolve("vec.pkl"), PICKLE);
    Files.writeString(folder.resolve("agent.zip.manifest.json"), "{\"vecnormalize\":\"vec.pkl\"}");
    ModelArtifact artifact = ModelLoader.readFile(model, Optional.empty());
    assertThat(artifact.attachments().get(ModelArtifact.VECNORMALIZE))
        .isEqualTo(ByteBuffer.wrap(PICKLE));
  }

  @Test
  void readFile_manifestThatNamesAMissingFile_isRefused() throws IOException {
    Path model = Files.writeString(folder.resolve("agent.zip"), "x");
    Files.writeString(folder.resolve("agent.zip.manifest.json"), "{\"vecnormalize\":\"vec.pkl\"}");
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> ModelLoader.readFile(model, Optional.empty()))
        .withMessageContaining("expected a VecNormalize pickle, found none at")
        .withMessageContaining("vec.pkl")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void readFile_normaliserThatIsGiven_winsOverTheManifest() throws IOException {
    Path model = Files.writeString(folder.resolve("agent.zip"), "x");
    Path other = Files.write(folder.resolve("other.pkl"), new byte[] {9});
    Files.writeString(folder.resolve("agent.zip.manifest.json"), "{\"vecnormalize\":\"vec.pkl\"}");
    ModelArtifact artifact = ModelLoader.readFile(model, Optional.empty(), other);
    loader().load(artifact);
    assertThat(loaded.get(0).attachments().get(ModelArtifact.VECNORMALIZE))
        .isEqualTo(ByteBuffer.wrap(new byte[] {9}));
  }

  @Test
  void load_manifestThatCarriesTheContent_attachesIt() {
    ModelArtifact artifact =
        ModelArtifact.of("row 7", new byte[] {1}).withManifest(Manifests.parse(inline(), "row 7"));
    loader().load(artifact);
    assertThat(loaded.get(0).attachments().get(ModelArtifact.VECNORMALIZE))
        .isEqualTo(ByteBuffer.wrap(PICKLE));
  }

  @Test
  void load_manifestThatNamesAFileAndNoFolder_saysToCarryTheContent() {
    ModelArtifact artifact =
        ModelArtifact.of("row 7", new byte[] {1})
            .withManifest(Manifests.parse("{\"vecnormalize\":\"vec.pkl\"}", "row 7"));
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> loader().load(artifact))
        .withMessageStartingWith("row 7: expected the normaliser 'vec.pkl' beside the model")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThat(loaded).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"../vec.pkl\" | vecnormalize: expected the name of a file beside the model",
        "\"a\\\\b\" | vecnormalize: expected the name of a file beside the model",
        "7 | vecnormalize: expected a string",
        "{\"content\":\"AQID\"} | vecnormalize.sha256: expected a value, found none",
        "{\"content\":\"?\",\"sha256\":\"%s\"} | vecnormalize.content: expected base64",
        "{\"content\":\"AQI=\",\"sha256\":\"%s\"} | vecnormalize.sha256: expected",
        "{\"contents\":\"AQID\"} | vecnormalize.'contents': expected a known key",
      })
  void parse_fieldThatDoesNotFit_isNamed(String value, String message) {
    String json = "{\"vecnormalize\":" + value.formatted(ModelArtifact.sha256(PICKLE)) + "}";
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> Manifests.parse(json, "here"))
        .withMessageContaining(message);
  }
}
