package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.core.InferenceEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents on the command line; the files are those of {@code tools/agent-goldens}. */
class AgentCommandsTest {
  @TempDir private Path folder;

  private static byte[] bytes(String file) throws IOException {
    String name = "/io/tickcast/backend/rl/" + file;
    try (InputStream in = AgentCommandsTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private Path agent(String name) throws IOException {
    return file(name, bytes("agents/dqn.zip"));
  }

  private Path vecNormalize() throws IOException {
    return file("vecnormalize.pkl", bytes("agents/dqn.vec.pkl"));
  }

  private static JsonNode golden(String name) throws IOException {
    return new ObjectMapper().readTree(bytes(name));
  }

  /** The rows as CSV, by position. */
  private Path rows(JsonNode golden) throws IOException {
    List<String> lines = new ArrayList<>();
    List<String> header = new ArrayList<>();
    for (int i = 0; i < golden.get("rows").get(0).size(); i++) {
      header.add("f" + i);
    }
    lines.add(String.join(",", header));
    for (JsonNode row : golden.get("rows")) {
      List<String> fields = new ArrayList<>();
      row.forEach(value -> fields.add(value.asText()));
      lines.add(String.join(",", fields));
    }
    return Files.write(folder.resolve("rows.csv"), lines);
  }

  private static void assertActions(Cli.Result result, JsonNode expected) {
    List<String> lines = result.succeeded().lines();
    assertThat(lines).hasSize(1 + expected.size());
    for (int row = 0; row < expected.size(); row++) {
      String[] fields = lines.get(row + 1).split(",");
      assertThat(fields).hasSize(expected.get(row).size());
      for (int i = 0; i < fields.length; i++) {
        double action = expected.get(row).get(i).doubleValue();
        assertThat(Double.parseDouble(fields[i])).isEqualTo(action, within(2e-5));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "djl"})
  void predict_agentWithItsNormaliser_printsItsActions(String engine) throws IOException {
    JsonNode golden = golden("agents/dqn.json");
    Cli.Result result =
        Cli.run(
            "predict",
            "--model",
            agent("agent.zip").toString(),
            "--vecnormalize",
            vecNormalize().toString(),
            "--engine",
            engine,
            "--rows",
            rows(golden).toString());
    assertThat(result.succeeded().lines().get(0)).isEqualTo("action");
    assertActions(result, golden.get("actions"));
  }

  @Test
  void predict_agentOfSeveralComponents_printsAColumnForEach() throws IOException {
    JsonNode golden = golden("agents/sb3-1.8-a2c-box.json");
    Path agent = file("a2c_eurusd_1h_v1.0.0.zip", bytes("agents/sb3-1.8-a2c-box.zip"));
    Cli.Result result =
        Cli.run("predict", "--model", agent.toString(), "--rows", rows(golden).toString());
    assertThat(result.succeeded().lines().get(0)).isEqualTo("action_0,action_1");
    assertActions(result, golden.get("actions"));
  }

  @Test
  void predict_manifestThatCarriesTheNormaliser_needsNoFileBesideIt() throws IOException {
    byte[] pickle = bytes("agents/dqn.vec.pkl");
    String manifest =
        "{\"vecnormalize\":{\"content\":\""
            + Base64.getEncoder().encodeToString(pickle)
            + "\",\"sha256\":\""
            + ModelArtifact.sha256(pickle)
            + "\"}}";
    JsonNode golden = golden("agents/dqn.json");
    Path agent = agent("ppo_eurusd_5m_v1.0.0.zip");
    Files.writeString(folder.resolve(agent.getFileName() + ".manifest.json"), manifest);
    Cli.Result result =
        Cli.run("predict", "--model", agent.toString(), "--rows", rows(golden).toString());
    assertActions(result, golden.get("actions"));
  }

  @Test
  void predict_normaliserThatIsMissing_isRefused() throws IOException {
    Path agent = agent("agent.zip");
    Files.writeString(
        folder.resolve("agent.zip.manifest.json"), "{\"vecnormalize\":\"vecnormalize.pkl\"}");
    String rows = rows(golden("agents/dqn.json")).toString();
    Cli.run("predict", "--model", agent.toString(), "--rows", rows)
        .failed(1, "expected a VecNormalize pickle, found none");
    vecNormalize();
    Cli.run("predict", "--model", agent.toString(), "--rows", rows).succeeded();
  }

  @Test
  void predict_agentCutOff_isRefusedInOneLine() throws IOException {
    byte[] whole = bytes("agents/dqn.zip");
    Path agent = file("agent.zip", Arrays.copyOf(whole, whole.length - 5));
    String rows = rows(golden("agents/dqn.json")).toString();
    Cli.run("predict", "--model", agent.toString(), "--rows", rows)
        .failed(1, "sb3: refuses zip, expected a whole zip archive");
  }

  @Test
  void predict_program_runsOnlyWhenItsManifestSaysSo() throws IOException {
    JsonNode golden = golden("torchscript/choice.json");
    byte[] program = bytes("torchscript/choice.pt");
    Path file = file("ppo_eurusd_1h_v1.0.0.pt", program);
    String rows = rows(golden).toString();
    Cli.run("predict", "--model", file.toString(), "--rows", rows)
        .failed(1, "a TorchScript file is a program");
    String manifest =
        "{\"format\":\"torchscript\",\"sha256\":\""
            + ModelArtifact.sha256(program)
            + "\",\"features\":[\"f0\",\"f1\",\"f2\",\"f3\"],\"output\":{\"kind\":\"action\"}}";
    Files.writeString(folder.resolve(file.getFileName() + ".manifest.json"), manifest);
    Cli.Result result = Cli.run("predict", "--model", file.toString(), "--rows", rows);
    assertThat(result.succeeded().lines().get(0)).isEqualTo("action");
    assertActions(result, golden.get("outputs"));
  }

  @Test
  void loadModel_program_followsTheConfiguration() throws IOException {
    byte[] program = bytes("torchscript/choice.pt");
    Path file = file("ppo_eurusd_1h_v1.0.0.pt", program);
    String manifest =
        "{\"features\":[\"f0\",\"f1\",\"f2\",\"f3\"],"
            + "\"output\":{\"kind\":\"action\",\"preset\":\"plain\"}}";
    Files.writeString(folder.resolve(file.getFileName() + ".manifest.json"), manifest);
    assertThat(refusal(file, "{}")).contains("a TorchScript file is a program");
    assertThat(refusal(file, "{torchscript: deny}")).contains("keeps TorchScript programs out");
    String listed = "{torchscript_sha256: [" + ModelArtifact.sha256(program) + "]}";
    for (String models : List.of(listed, "{torchscript: allow}")) {
      try (InferenceEngine engine = engine(models)) {
        assertThat(engine.loadModel(file).modelVersion()).isEqualTo("ppo-v1.0.0");
      }
    }
  }

  private String refusal(Path file, String models) throws IOException {
    try (InferenceEngine engine = engine(models)) {
      return Assertions.catchThrowableOfType(InferenceException.class, () -> engine.loadModel(file))
          .getMessage();
    }
  }

  private InferenceEngine engine(String models) throws IOException {
    Path config = Files.writeString(folder.resolve("tickcast.yaml"), "models: " + models + "\n");
    return Service.builder(ConfigReader.read(config, Map.of(), Map.of()).valid()).build();
  }

  @Test
  void inspect_agent_tellsWhatItIs() throws IOException {
    Cli.Result result = Cli.run("model", "inspect", agent("dqn_eurusd_1h_v1.0.0.zip").toString());
    assertThat(result.succeeded().lines())
        .anyMatch(line -> line.matches("algorithm +DQN"))
        .anyMatch(line -> line.matches("network +10-24-24-5"))
        .anyMatch(line -> line.matches("normalisation +none"))
        .anyMatch(line -> line.matches("output +action \\(action\\)"))
        .anyMatch(line -> line.matches("inputs +10, known by position only"));
  }
}
