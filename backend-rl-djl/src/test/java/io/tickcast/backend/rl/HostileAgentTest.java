package io.tickcast.backend.rl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Probe;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents that are cut off, damaged, oversized, or want to run something. */
class HostileAgentTest {
  private static String base64(String pickle) {
    return Base64.getEncoder().encodeToString(pickle.getBytes(ISO_8859_1));
  }

  /** An agent whose space is another pickle. */
  private static ModelArtifact withSpace(String space, String pickle) {
    return Agents.changed(
        "dqn",
        "data",
        bytes -> {
          String text = new String(bytes, UTF_8);
          int object = text.indexOf("\"" + space + "\"");
          int start = text.indexOf(":serialized:\": \"", object) + ":serialized:\": \"".length();
          int end = text.indexOf('"', start);
          String changed = text.substring(0, start) + base64(pickle) + text.substring(end);
          return changed.getBytes(UTF_8);
        });
  }

  @Test
  void load_cutOffAnywhere_isRefusedByOneFault() {
    byte[] agent = AgentCase.bytes("dqn-discrete.zip");
    for (int length = 0; length < agent.length; length += 97) {
      ModelArtifact cut = Agents.artifact(Arrays.copyOf(agent, length));
      assertThat(Agents.fault(cut).code()).isEqualTo(ErrorCode.MALFORMED_MODEL);
      assertThat(new Sb3ModelProvider().probe(cut)).isNotInstanceOf(Probe.Yes.class);
      assertThat(new TorchscriptModelProvider().probe(cut)).isNotInstanceOf(Probe.Yes.class);
    }
  }

  @Test
  void load_cutOffBehindItsWeights_doesNotTakeThoseForTheAgent() {
    byte[] agent = AgentCase.bytes("dqn-discrete.zip");
    String text = new String(agent, ISO_8859_1);
    int inner = text.indexOf("archive/data.pkl");
    int end = text.indexOf("PK\u0005\u0006", inner) + 22;
    ModelArtifact cut = Agents.artifact(Arrays.copyOf(agent, end));
    assertThat(Agents.fault(cut)).hasMessageContaining("directory");
    assertThat(new Sb3ModelProvider().probe(cut)).isInstanceOf(Probe.Refused.class);
  }

  @Test
  void load_bytesChangedAtRandom_neverFailsOtherwise() {
    Random random = new Random(8);
    byte[] agent = AgentCase.bytes("dqn-discrete.zip");
    for (int round = 0; round < 2_000; round++) {
      byte[] copy = agent.clone();
      copy[random.nextInt(copy.length)] ^= (byte) (1 + random.nextInt(255));
      try {
        Agents.load(Agents.artifact(copy)).close();
      } catch (InferenceException e) {
        assertThat(e.getMessage()).hasSizeLessThan(401);
      }
    }
  }

  @Test
  void load_entriesThatAreNeverRead_mayBeAnything() {
    ModelArtifact artifact =
        Agents.changed("dqn", "policy.optimizer.pth", bytes -> "cos\nsystem\n.".getBytes(UTF_8));
    ModelArtifact other =
        Agents.data(
            "dqn", "\"replay_buffer_class\": {", "\"replay_buffer_class\": {\"more\": \"x\",");
    Agents.load(artifact).close();
    assertThat(Agents.load(other).signature().inputs()).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cos\nsystem\n(S'id'\ntR.",
        "cbuiltins\neval\n(S'1'\ntR.",
        "ccloudpickle.cloudpickle\n_make_function\n.",
        "cgymnasium.spaces.box\nBox\n(I1\ntR.",
        "cgymnasium.spaces.tuple\nTuple\n)\u0081.",
        "cgymnasium.spaces.box\nBox.__init__\n.",
      })
  void load_spaceThatNamesSomethingElse_isRefusedAtTheOpcode(String pickle) {
    for (String space : new String[] {"observation_space", "action_space"}) {
      InferenceException fault = Agents.fault(withSpace(space, pickle));
      assertThat(fault.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
      assertThat(fault).hasMessageContaining("a space of gym");
    }
  }

  @Test
  void load_spaceThatIsNoSpace_isRefused() {
    assertThat(Agents.fault(withSpace("action_space", "N.")).code())
        .isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
    assertThat(Agents.fault(withSpace("action_space", "\u0080\u0004")).code())
        .isEqualTo(ErrorCode.MALFORMED_MODEL);
    String huge = "cgymnasium.spaces.discrete\nDiscrete\n)\u0081}S'n'\nI2000000000\nsb.";
    assertThat(Agents.fault(withSpace("action_space", huge)))
        .hasMessageContaining("a whole number from 1 to");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stable_baselines3.dqn.policies | sb3_contrib.qrdqn.policies | a policy of sb3-contrib",
        "stable_baselines3.dqn.policies | __main__ | a policy of one's own",
        "<function DQNPolicy.__init__ | <function CnnPolicy.__init__ | without a CNN",
        "stable_baselines3.dqn.policies | stable_baselines3.her.policies | stable_baselines3.her.policies",
      })
  void load_otherPolicies_areRefusedByName(String old, String replacement, String message) {
    InferenceException fault = Agents.fault(Agents.data("dqn", old, replacement));
    assertThat(fault.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
    assertThat(fault).hasMessageContaining(message);
  }

  @Test
  void load_savedWithoutItsPolicyArguments_isRefused() {
    InferenceException fault =
        Agents.fault(Agents.data("dqn", "\"policy_kwargs\": {", "\"policy_kwargs_of\": {"));
    assertThat(fault.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
    assertThat(fault).hasMessageContaining("that was saved with its policy_kwargs");
    assertThat(Agents.fault(Agents.data("dqn", "\"use_sde\":", "\"use_sde_of\":")))
        .hasMessageContaining("an agent that says use_sde");
  }

  @Test
  void load_extractorOfOnesOwnByAFamiliarName_isRefused() {
    String own = "\"policy_kwargs\": {\"features_extractor_class\": \"<class '%s'>\", ";
    InferenceException fault =
        Agents.fault(
            Agents.data("dqn", "\"policy_kwargs\": {", own.formatted("__main__.FlattenExtractor")));
    assertThat(fault).hasMessageContaining("'<class '__main__.FlattenExtractor'>'");
    String library = own.formatted("stable_baselines3.common.torch_layers.FlattenExtractor");
    Agents.load(Agents.data("dqn", "\"policy_kwargs\": {", library)).close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<class 'torch.nn.modules.activation.Softplus'>",
        "<class '__main__.Tanh'>",
        "functools.partial(<class 'torch.nn.modules.activation.LeakyReLU'>, negative_slope=0.2)",
      })
  void load_otherActivations_areRefusedByName(String name) {
    InferenceException fault =
        Agents.fault(Agents.data("a2c-box", "<class 'torch.nn.modules.activation.ReLU'>", name));
    assertThat(fault.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
    assertThat(fault).hasMessageContaining("policy_kwargs.activation_fn");
  }

  @Test
  void load_weightsOfAnotherAgent_doNotFitTheSpaces() {
    byte[] other = Agents.entries(AgentCase.bytes("dqn-discrete.zip")).get("policy.pth");
    assertThat(Agents.fault(Agents.changed("dqn", "policy.pth", bytes -> other)))
        .hasMessageContaining("weights of shape [units, 10], found [6, 7]");
    byte[] agent = Agents.entries(AgentCase.bytes("ppo-linear.zip")).get("policy.pth");
    assertThat(Agents.fault(Agents.changed("dqn", "policy.pth", bytes -> agent)))
        .hasMessageContaining("'q_net.q_net.0'");
  }

  @Test
  void load_weightThatIsNotFinite_isRefused() {
    ModelArtifact artifact =
        Agents.changed(
            "dqn",
            "policy.pth",
            bytes -> {
              Map<String, byte[]> entries = Agents.entries(bytes);
              byte[] weights = entries.get("archive/data/0");
              ByteBuffer.wrap(weights).putInt(0, 0x0000c07f);
              return Agents.zip(entries);
            });
    assertThat(Agents.fault(artifact))
        .hasMessageContaining("expected finite weights, found NaN, at 'q_net.q_net.0.weight'");
  }

  @Test
  void load_jsonThatIsNone_isRefused() {
    for (String text : new String[] {"", "[]", "{", "{\"a\":1,\"a\":2}", "{} {}", "\u00ff"}) {
      InferenceException fault =
          Agents.fault(Agents.changed("dqn", "data", bytes -> text.getBytes(ISO_8859_1)));
      assertThat(fault.code()).isEqualTo(ErrorCode.MALFORMED_MODEL);
    }
    String deep = "{\"a\":".repeat(100);
    assertThat(Agents.fault(Agents.changed("dqn", "data", bytes -> deep.getBytes(UTF_8))).code())
        .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
  }

  @Test
  void load_zipBomb_isRefusedBeforeMemoryIsTaken() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("data", new byte[64 << 20]);
    entries.put("policy.pth", new byte[1]);
    assertThat(Agents.fault(Agents.artifact(Agents.zip(entries))).code())
        .isEqualTo(ErrorCode.LIMIT_EXCEEDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cos\nsystem\n(S'id'\ntR.",
        "cstable_baselines3.common.vec_env.dummy_vec_env\nDummyVecEnv\n)\u0081.",
        "N.",
        "\u0080\u0004\u0095",
        "",
      })
  void load_normaliserThatIsNone_isRefused(String pickle) {
    ModelArtifact artifact =
        Agents.artifact(AgentCase.bytes("dqn.zip"))
            .withAttachment(
                ModelArtifact.VECNORMALIZE, ByteBuffer.wrap(pickle.getBytes(ISO_8859_1)));
    assertThat(Agents.fault(artifact)).hasMessageContaining("vecnormalize: expected");
  }

  @Test
  void load_normaliserOfAnotherAgent_doesNotFit() {
    ByteBuffer other = ByteBuffer.wrap(AgentCase.bytes("sac.vec.pkl"));
    ModelArtifact artifact =
        Agents.artifact(AgentCase.bytes("dqn.zip"))
            .withAttachment(ModelArtifact.VECNORMALIZE, other);
    assertThat(Agents.fault(artifact)).hasMessageContaining("an array of shape [10]");
    ModelArtifact codes =
        Agents.artifact(AgentCase.bytes("dqn-discrete.zip"))
            .withAttachment(ModelArtifact.VECNORMALIZE, other);
    assertThat(Agents.fault(codes)).hasMessageContaining("a Box behind VecNormalize");
  }

  @Test
  void load_normaliserCutOff_isRefused() {
    byte[] whole = AgentCase.bytes("dqn.vec.pkl");
    for (int length = 0; length < whole.length; length += 13) {
      byte[] cut = Arrays.copyOf(whole, length);
      InferenceException fault =
          catchThrowableOfType(
              InferenceException.class, () -> Normalizer.read(ByteBuffer.wrap(cut)));
      assertThat(fault.code()).isEqualTo(ErrorCode.MALFORMED_MODEL);
    }
  }
}
