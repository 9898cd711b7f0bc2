package io.tickcast.backend.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.InputKind;
import io.tickcast.api.MissingPolicy;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.Output;
import io.tickcast.api.Predictor;
import io.tickcast.api.Probe;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Sb3ModelProviderTest {
  private static ModelManifest manifest(
      List<String> features, List<Input> observation, int window, String json) {
    return new ModelManifest(
        "agent",
        "dqn",
        "1.0.0",
        "",
        Optional.empty(),
        "",
        "",
        features,
        observation,
        window,
        Optional.empty(),
        MissingPolicy.MODEL,
        Optional.empty(),
        json);
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "f" + i).toList();
  }

  @Test
  void probe_otherArchives_areLeftToOthers() {
    Sb3ModelProvider provider = new Sb3ModelProvider();
    byte[] weights = Agents.entries(AgentCase.bytes("dqn.zip")).get("policy.pth");
    assertThat(provider.probe(Agents.artifact(weights))).isInstanceOf(Probe.No.class);
    assertThat(provider.probe(Agents.artifact(new byte[] {1, 2}))).isInstanceOf(Probe.No.class);
    ModelArtifact agent = AgentCase.of("dqn").artifact();
    assertThat(provider.probe(agent)).isInstanceOf(Probe.Yes.class);
    assertThat(provider.probe(agent.withOptions(Map.of("engine", "native"))))
        .isInstanceOfSatisfying(
            Probe.Refused.class,
            refused ->
                assertThat(refused.why()).isEqualTo("expected engine=java or djl, found 'native'"));
  }

  @ParameterizedTest
  @CsvSource({
    "ppo-discrete,PPO,Tanh,113-64-64-3,zip",
    "a2c-box,A2C,ReLU,12-16-2,zip",
    "dqn,DQN,ReLU,10-24-24-5,zip",
    "ddpg,DDPG,ReLU,8-16-16-1,zip",
    "sac,SAC,GELU,9-16-12-3,zip",
    "td3,TD3,ELU,8-12-2,zip",
    "ppo-dict,PPO,Tanh,25-16-4,zip",
    "ppo-linear,PPO,Tanh,20-2,zip",
    "trpo,TRPO,ReLU,7-9-5-2,zip",
    "sb3-1.0-ppo-sde,PPO,Tanh,8-8-6-2,legacy",
    "sb3-1.8-td3,TD3,ELU,8-12-2,zip",
  })
  void description_ofAnAgent_tellsWhatItIs(
      String name, String algorithm, String activation, String network, String layout) {
    try (Model model = Agents.load(AgentCase.of(name).artifact())) {
      assertThat(model.description())
          .containsEntry("algorithm", algorithm)
          .containsEntry("activation", activation)
          .containsEntry("network", network);
      assertThat(model.description().get("weights")).endsWith("(" + layout + " layout)");
    }
  }

  @Test
  void signature_actionsComeFirst_thenWhatThePolicySaysOfEachCode() {
    assertThat(outputs("ppo-discrete")).containsExactly("action", "p_0", "p_1", "p_2");
    assertThat(outputs("dqn")).containsExactly("action", "q_0", "q_1", "q_2", "q_3", "q_4");
    assertThat(outputs("a2c-box")).containsExactly("action_0", "action_1");
    assertThat(outputs("ddpg")).containsExactly("action");
    assertThat(outputs("ppo-multidiscrete")).containsExactly("action_0", "action_1", "action_2");
  }

  private static List<String> outputs(String name) {
    try (Model model = Agents.load(AgentCase.of(name).artifact())) {
      return model.signature().outputs().stream().map(Output::name).toList();
    }
  }

  @Test
  void signature_withoutManifest_hasUnnamedInputsByTheSpace() {
    try (Model model = Agents.load(AgentCase.of("ppo-dict").artifact())) {
      assertThat(model.signature().width()).isEqualTo(12 + 2 + 1 + 2 + 2);
      assertThat(model.signature().named()).isFalse();
      assertThat(model.signature().acceptsMissing()).isFalse();
    }
  }

  @Test
  void signature_manifest_namesFeaturesOrAnObservationOrAWindow() {
    ModelArtifact agent = AgentCase.of("dqn").artifact();
    Input position = new Input("", InputKind.STATE, "position_side", 1, 5);
    List<Input> observation =
        List.of(
            Input.feature("a"),
            Input.feature("b"),
            Input.feature("c"),
            Input.feature("d"),
            position);
    try (Model features = Agents.load(agent.withManifest(manifest(names(10), List.of(), 1, "{}")));
        Model window = Agents.load(agent.withManifest(manifest(List.of(), observation, 2, "{}")));
        Model unnamed = Agents.load(agent.withManifest(manifest(List.of(), List.of(), 5, "{}")))) {
      assertThat(features.signature().inputNames()).isEqualTo(names(10));
      assertThat(window.signature().inputs()).isEqualTo(observation);
      assertThat(window.signature().window()).isEqualTo(2);
      assertThat(unnamed.signature().inputs()).hasSize(2);
    }
  }

  @Test
  void load_manifestOfAnotherWidth_isRefusedBeforeTheFirstTick() {
    ModelArtifact agent = AgentCase.of("dqn").artifact();
    InferenceException fault =
        Agents.fault(agent.withManifest(manifest(names(9), List.of(), 1, "{}")));
    assertThat(fault.code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH);
    assertThat(fault)
        .hasMessage("dqn.zip: expected 10 inputs, as the network has, found 9, at the manifest");
    assertThat(Agents.fault(agent.withManifest(manifest(names(5), List.of(), 3, "{}"))))
        .hasMessageContaining("found 5 of each of 3 bars");
    assertThat(Agents.fault(agent.withManifest(manifest(List.of(), List.of(), 3, "{}"))))
        .hasMessageContaining("a window that divides the 10 inputs");
  }

  @Test
  void load_trainedWithANormaliserAndComesWithout_isRefused() {
    ModelArtifact bare = Agents.artifact(AgentCase.bytes("dqn.zip"));
    String json = "{\"vecnormalize\":\"vec.pkl\"}";
    InferenceException fault =
        Agents.fault(bare.withManifest(manifest(names(10), List.of(), 1, json)));
    assertThat(fault.code()).isEqualTo(ErrorCode.VERIFICATION_FAILED);
    assertThat(fault).hasMessageContaining("the VecNormalize that the manifest says");
    Agents.load(bare.withManifest(manifest(names(10), List.of(), 1, "{\"vecnormalize\":null}")))
        .close();
  }

  @ParameterizedTest
  @CsvSource({"dqn,NaN", "dqn,Infinity", "dqn,1e60", "dqn-discrete,7", "dqn-discrete,0.5"})
  void predict_whatIsNoObservation_isAFaultOfTheData(String name, double value) {
    AgentCase agent = AgentCase.of(name);
    try (Model model = Agents.load(agent.artifact());
        Predictor predictor = model.newPredictor()) {
      double[] row = agent.rows().get(0).clone();
      row[0] = value;
      double[] outputs = new double[model.signature().outputs().size()];
      InferenceException fault =
          catchThrowableOfType(InferenceException.class, () -> predictor.predict(row, outputs));
      assertThat(fault.code()).isEqualTo(ErrorCode.MALFORMED_DATA);
      assertThat(fault).hasMessageContaining("at input 0");
    }
  }

  @Test
  void predict_sampled_isAFunctionOfSeedAndObservation() {
    AgentCase agent = AgentCase.of("sb3-1.8-ppo-discrete");
    double[] row = agent.rows().get(0);
    double[] first = sampled(agent, row, "7");
    assertThat(sampled(agent, row, "7")).isEqualTo(first);
    double[] seen = new double[3];
    for (int seed = 0; seed < 3000; seed++) {
      seen[(int) sampled(agent, row, seed + "")[0]] += 1.0 / 3000;
    }
    for (int code = 0; code < 3; code++) {
      double p = first[1 + code];
      assertThat(Math.abs(seen[code] - p)).isLessThan(5 * Math.sqrt(p * (1 - p) / 3000) + 1e-9);
    }
  }

  private static double[] sampled(AgentCase agent, double[] row, String seed) {
    ModelArtifact artifact = agent.artifact().withOptions(Map.of("sample_seed", seed));
    try (Model model = Agents.load(artifact);
        Predictor predictor = model.newPredictor()) {
      double[] outputs = new double[model.signature().outputs().size()];
      predictor.predict(row, outputs);
      return outputs;
    }
  }

  @ParameterizedTest
  @CsvSource({"a2c-box", "sac", "td3", "ppo-multidiscrete", "a2c-multibinary", "dqn"})
  void predict_sampledAgentsOfEveryKind_stayWithinTheirSpaces(String name) {
    AgentCase agent = AgentCase.of(name);
    List<double[]> actions =
        Collections.nCopies(50, agent.rows().get(1)).stream()
            .map(row -> sampled(agent, row, "11"))
            .toList();
    assertThat(actions).allSatisfy(action -> assertThat(action).isEqualTo(actions.get(0)));
    assertThat(actions.get(0)).doesNotContain(Double.NaN);
  }

  @Test
  void load_sampledUnderGsde_isRefused() {
    ModelArtifact artifact =
        AgentCase.of("sac-sde").artifact().withOptions(Map.of("sample_seed", "1"));
    assertThat(Agents.fault(artifact)).hasMessageContaining("an agent without gSDE");
    ModelArtifact wrong = AgentCase.of("sac").artifact().withOptions(Map.of("sample_seed", "x"));
    assertThat(Agents.fault(wrong).code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
  }
}
