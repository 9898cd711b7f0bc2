package io.tickcast.backend.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.MissingPolicy;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.Output;
import io.tickcast.api.OutputKind;
import io.tickcast.api.OutputSpec;
import io.tickcast.api.Predictor;
import io.tickcast.api.Probe;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs are of {@code tools/agent-goldens/make_torchscript.py}. */
class TorchscriptTest {
  private final TorchscriptModelProvider provider = new TorchscriptModelProvider();

  static byte[] bytes(String file) throws IOException {
    try (InputStream in = TorchscriptTest.class.getResourceAsStream("torchscript/" + file)) {
      return in.readAllBytes();
    }
  }

  static ModelArtifact artifact(String name, OutputKind kind) throws IOException {
    ModelArtifact bare = ModelArtifact.of(name + ".pt", bytes(name + ".pt"));
    boolean window = name.equals("window");
    return bare.withManifest(
        manifest(bare.sha256(), "torchscript", window ? 3 : 4, window ? 5 : 1, kind));
  }

  private static ModelManifest manifest(
      String sha256, String format, int inputs, int window, OutputKind kind) {
    return new ModelManifest(
        "net",
        "ppo",
        "1.0.0",
        "",
        Optional.empty(),
        format,
        sha256,
        IntStream.range(0, inputs).mapToObj(i -> "f" + i).toList(),
        List.of(),
        window,
        Optional.of(new OutputSpec(kind, List.of(), Map.of(), Double.NaN, 0)),
        MissingPolicy.MODEL,
        Optional.empty(),
        "{}");
  }

  private static double[] doubles(JsonNode row) {
    double[] values = new double[row.size()];
    Arrays.setAll(values, i -> row.get(i).doubleValue());
    return values;
  }

  @ParameterizedTest
  @CsvSource({"net,TARGET_POSITION", "choice,ACTION", "window,CLASSES"})
  void predict_program_givesWhatItGaveInPython(String name, OutputKind kind) throws IOException {
    JsonNode document = new ObjectMapper().readTree(bytes(name + ".json"));
    try (Model model = provider.load(artifact(name, kind), part -> null);
        Predictor predictor = model.newPredictor()) {
      for (int i = 0; i < document.get("rows").size(); i++) {
        double[] expected = doubles(document.get("outputs").get(i));
        double[] outputs = new double[model.signature().outputs().size()];
        predictor.predict(doubles(document.get("rows").get(i)), outputs);
        assertThat(outputs).containsExactly(expected, within(2e-6));
      }
    }
  }

  @Test
  void signature_severalNumbersOfAnAction_areValuesBehindTheCodeOfTheLargest() throws IOException {
    JsonNode document = new ObjectMapper().readTree(bytes("net.json"));
    try (Model model = provider.load(artifact("net", OutputKind.ACTION), part -> null);
        Predictor predictor = model.newPredictor()) {
      assertThat(model.signature().outputs())
          .extracting(Output::name)
          .containsExactly("action", "q_0", "q_1", "q_2");
      double[] outputs = new double[4];
      predictor.predict(doubles(document.get("rows").get(0)), outputs);
      double largest = Math.max(outputs[1], Math.max(outputs[2], outputs[3]));
      assertThat(outputs[1 + (int) outputs[0]]).isEqualTo(largest);
    }
  }

  @Test
  void predict_manyBarsOfManyPredictors_leavesNoArrayOver() throws IOException {
    TorchscriptModel model = TorchscriptModel.load(artifact("net", OutputKind.TARGET_POSITION));
    try (model) {
      try (Predictor first = model.newPredictor()) {
        first.predict(new double[4], new double[3]);
        int before = model.arrays();
        for (int i = 0; i < 300; i++) {
          first.predict(new double[] {i, 1, 2, 3}, new double[3]);
          try (Predictor other = model.newPredictor()) {
            other.predict(new double[] {i, 1, 2, 3}, new double[3]);
          }
        }
        assertThat(model.arrays()).isEqualTo(before);
      }
    }
  }

  @Test
  void forward_layersOnTheLibrary_leaveNoArrayOver() {
    Layer layer = new Layer(2, 1, new float[][] {{1}, {2}}, new float[] {3}, 10, Activation.TANH);
    DjlNetworks networks = DjlNetworks.of(List.of(layer));
    Network network = networks.create();
    float[] outputs = new float[1];
    network.forward(new float[] {-1, -1}, outputs);
    int before = networks.arrays();
    for (int i = 0; i < 300; i++) {
      network.forward(new float[] {-1, -1}, outputs);
    }
    assertThat(outputs[0]).isEqualTo(0f);
    assertThat(networks.arrays()).isEqualTo(before);
    network.close();
    networks.close();
  }

  @Test
  void probe_programThatNobodySpokeFor_isRefusedWithWhatToDo() throws IOException {
    ModelArtifact bare = ModelArtifact.of("net.pt", bytes("net.pt"));
    String hash = bare.sha256();
    assertThat(why(bare)).contains("is a program").contains("\"format\": \"torchscript\"");
    assertThat(why(bare.withManifest(manifest("", "torchscript", 4, 1, OutputKind.ACTION))))
        .contains("and its sha256");
    assertThat(why(bare.withManifest(manifest(hash, "", 4, 1, OutputKind.ACTION))))
        .contains("is a program");
    assertThat(why(artifact("net", OutputKind.ACTION).withOptions(Map.of("torchscript", "deny"))))
        .contains("keeps TorchScript programs out");
    assertThat(why(bare.withOptions(Map.of("torchscript_sha256", "0".repeat(64)))))
        .contains("is a program");
  }

  private String why(ModelArtifact artifact) {
    Probe probe = provider.probe(artifact);
    assertThat(probe).isInstanceOf(Probe.Refused.class);
    return ((Probe.Refused) probe).why();
  }

  @Test
  void probe_programThatSomebodySpokeFor_isTaken() throws IOException {
    ModelArtifact bare = ModelArtifact.of("net.pt", bytes("net.pt"));
    assertThat(provider.probe(artifact("net", OutputKind.ACTION))).isInstanceOf(Probe.Yes.class);
    assertThat(provider.probe(bare.withOptions(Map.of("torchscript", "allow"))))
        .isInstanceOf(Probe.Yes.class);
    String list = "0".repeat(64) + ", " + bare.sha256();
    assertThat(provider.probe(bare.withOptions(Map.of("torchscript_sha256", list))))
        .isInstanceOf(Probe.Yes.class);
    assertThat(new Sb3ModelProvider().probe(bare)).isInstanceOf(Probe.No.class);
    assertThat(provider.probe(AgentCase.of("dqn").artifact())).isInstanceOf(Probe.No.class);
  }

  @Test
  void probe_providerWithARuleOfItsOwn_followsIt() throws IOException {
    ModelArtifact bare = ModelArtifact.of("net.pt", bytes("net.pt"));
    ModelArtifact declared = artifact("net", OutputKind.ACTION);
    Set<String> listed = Set.of(bare.sha256().toUpperCase(Locale.ROOT));
    assertThat(probe(TorchscriptRule.ALLOW, Set.of(), bare)).isInstanceOf(Probe.Yes.class);
    assertThat(probe(TorchscriptRule.DECLARED, listed, bare)).isInstanceOf(Probe.Yes.class);
    assertThat(probe(TorchscriptRule.DECLARED, Set.of(), bare)).isInstanceOf(Probe.Refused.class);
    assertThat(probe(TorchscriptRule.DENY, listed, declared)).isInstanceOf(Probe.Refused.class);
    ModelArtifact asks = bare.withOptions(Map.of("torchscript", "allow"));
    assertThat(probe(TorchscriptRule.DENY, Set.of(), asks)).isInstanceOf(Probe.Refused.class);
    assertThat(why(bare.withOptions(Map.of("torchscript", "perhaps"))))
        .isEqualTo("expected torchscript=declared, allow or deny, found 'perhaps'");
  }

  private static Probe probe(TorchscriptRule rule, Set<String> listed, ModelArtifact artifact) {
    return new TorchscriptModelProvider(rule, listed).probe(artifact);
  }

  @Test
  void load_withoutNamesOfItsInputs_isRefused() throws IOException {
    ModelArtifact bare = ModelArtifact.of("net.pt", bytes("net.pt"));
    assertThat(fault(bare).code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH);
  }

  @Test
  void load_manifestOfAnotherWidth_isRefused() throws IOException {
    ModelArtifact bare = ModelArtifact.of("net.pt", bytes("net.pt"));
    InferenceException fault =
        fault(bare.withManifest(manifest(bare.sha256(), "torchscript", 7, 1, OutputKind.ACTION)));
    assertThat(fault.code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH);
    assertThat(fault).hasMessageContaining("a program that takes one tensor of shape (1, 7)");
  }

  @Test
  void load_damagedProgram_neverReachesTheLibrary() throws IOException {
    byte[] damaged = bytes("net.pt");
    damaged[damaged.length / 2] ^= 4;
    ModelArtifact artifact = ModelArtifact.of("net.pt", damaged);
    InferenceException fault =
        fault(
            artifact.withManifest(
                manifest(artifact.sha256(), "torchscript", 4, 1, OutputKind.ACTION)));
    assertThat(fault.code()).isEqualTo(ErrorCode.MALFORMED_MODEL);
    assertThat(fault).hasMessageContaining("zip entry");
  }

  private InferenceException fault(ModelArtifact artifact) {
    return catchThrowableOfType(
        InferenceException.class, () -> provider.load(artifact, part -> null).close());
  }

  @Test
  void close_modelBeforeItsPredictor_leavesThatUsable() throws IOException {
    Model model = provider.load(artifact("net", OutputKind.TARGET_POSITION), part -> null);
    Predictor predictor = model.newPredictor();
    model.close();
    model.close();
    double[] outputs = new double[3];
    predictor.predict(new double[] {1, 2, 3, 4}, outputs);
    assertThat(outputs).isNotEqualTo(new double[3]);
    predictor.close();
    predictor.close();
    assertThat(catchThrowableOfType(InferenceException.class, model::newPredictor).code())
        .isEqualTo(ErrorCode.ILLEGAL_STATE);
  }
}
