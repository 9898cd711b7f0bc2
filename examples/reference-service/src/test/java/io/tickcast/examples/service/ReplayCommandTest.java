package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
  @TempDir private Path folder;

  private JsonNode replay(Path recording, String lanes) throws IOException {
    Cli.Result result =
        Cli.run(
            "replay",
            "--from",
            recording.toString(),
            "--models",
            folder.toString(),
            "--lanes",
            lanes,
            "--json");
    return new ObjectMapper().readTree(result.succeeded().out());
  }

  @Test
  void replay_recording_isTheSameOnAnyNumberOfLanes() throws IOException {
    DemoFiles.model(folder);
    Path recording = DemoFiles.recording(folder);
    JsonNode two = replay(recording, "2");
    assertThat(two.get("bars").intValue()).isEqualTo(6_262);
    assertThat(two.get("decisions").intValue()).isEqualTo(6_262);
    assertThat(two.get("different").intValue()).isZero();
    assertThat(two.get("sha256").asText()).matches("[0-9a-f]{64}");
    assertThat(replay(recording, "5")).isEqualTo(two);
  }

  @Test
  void replay_truncatedRecording_isOneError() throws IOException {
    DemoFiles.model(folder);
    byte[] whole = Files.readAllBytes(DemoFiles.recording(folder));
    Path half = folder.resolve("half.rec.gz");
    Files.write(half, Arrays.copyOf(whole, whole.length / 2));
    Cli.run("replay", "--from", half.toString(), "--models", folder.toString())
        .failed(1, "half.rec.gz");
  }

  @Test
  void replay_nothingThere_isOneError() throws IOException {
    DemoFiles.model(folder);
    Cli.run("replay", "--from", folder + "/none", "--models", folder.toString()).failed(1, "none");
  }
}
