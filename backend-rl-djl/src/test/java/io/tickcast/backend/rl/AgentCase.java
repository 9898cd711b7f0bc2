package io.tickcast.backend.rl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.api.ModelArtifact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An agent that {@code tools/agent-goldens} trained, with what its library predicted.
 *
 * @param name of its files
 * @param rows observations
 * @param actions of each row
 * @param numbers probabilities or Q values of each row, where the policy has them
 */
record AgentCase(String name, List<double[]> rows, List<double[]> actions, List<double[]> numbers) {
  static final List<String> NEW =
      List.of(
          "ppo-discrete",
          "a2c-box",
          "dqn",
          "ddpg",
          "sac",
          "td3",
          "sac-sde",
          "sac-sde-unclipped",
          "ppo-sde-squashed",
          "ppo-sde",
          "ppo-multidiscrete",
          "a2c-multibinary",
          "dqn-discrete",
          "ppo-dict",
          "sac-dict",
          "ppo-linear",
          "td3-normalised-reward-only",
          "trpo");

  private static final List<String> OLD =
      List.of(
          "ppo-discrete",
          "a2c-box",
          "dqn",
          "ddpg",
          "sac",
          "td3",
          "sac-sde",
          "ppo-sde-squashed",
          "ppo-sde",
          "ppo-multidiscrete",
          "a2c-multibinary",
          "dqn-discrete",
          "ppo-linear");

  private static final List<String> SOME =
      List.of("ppo-discrete", "a2c-box", "dqn", "sac", "td3", "ppo-multidiscrete");

  /** The names of all cases; Stable-Baselines3 1.0 with PyTorch 1.5 and gym 0.17, 1.8 with 1.13. */
  static List<String> all() {
    List<String> names = new ArrayList<>(NEW);
    OLD.forEach(name -> names.add("sb3-1.0-" + name));
    SOME.forEach(name -> names.add("sb3-1.8-" + name));
    return names;
  }

  static AgentCase of(String name) {
    try {
      JsonNode document = new ObjectMapper().readTree(bytes(name + ".json"));
      return new AgentCase(
          name,
          lists(document.get("rows")),
          lists(document.get("actions")),
          lists(document.get("numbers")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The agent with its normaliser, if it was trained with one. */
  ModelArtifact artifact() {
    ModelArtifact artifact = ModelArtifact.of(name + ".zip", bytes(name + ".zip"));
    boolean normalised = AgentCase.class.getResource("agents/" + name + ".vec.pkl") != null;
    return normalised
        ? artifact.withAttachment(
            ModelArtifact.VECNORMALIZE, ByteBuffer.wrap(bytes(name + ".vec.pkl")))
        : artifact;
  }

  static byte[] bytes(String file) {
    try (InputStream in = AgentCase.class.getResourceAsStream("agents/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("expected the resource " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<double[]> lists(JsonNode rows) {
    List<double[]> lists = new ArrayList<>();
    for (JsonNode row : rows) {
      double[] values = new double[row.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = row.get(i).doubleValue();
      }
      lists.add(values);
    }
    return lists;
  }
}
