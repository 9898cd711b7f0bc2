package io.tickcast.backend.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.Predictor;
import io.tickcast.api.Probe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LightgbmNativeModelProviderTest {
  private static final String BINARY = "lightgbm/binary-4.6.0";
  private static final String PICKLE = "lightgbm-pickles/classifier-texts-4.7.0";
  private final LightgbmNativeModelProvider provider = new LightgbmNativeModelProvider();

  @ParameterizedTest
  @CsvSource({
    BINARY + ", '', trees",
    BINARY + ", java, trees",
    BINARY + ", native, lightgbm-native",
    PICKLE + ", java, trees",
    PICKLE + ", native, lightgbm-native"
  })
  void probe_anyKnownEngine_hasExactlyOneYesAmongTheProviders(
      String stem, String engine, String expected) {
    Map<String, String> options = engine.isEmpty() ? Map.of() : Map.of("engine", engine);
    ModelArtifact artifact = Golden.model(stem).withOptions(options);
    List<String> yes =
        ServiceLoader.load(ModelProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(one -> one.probe(artifact) instanceof Probe.Yes)
            .map(ModelProvider::name)
            .toList();
    assertThat(yes).containsExactly(expected);
  }

  @Test
  void probe_otherEngineOrOtherBytes_saysNo() {
    ModelArtifact model = Golden.model(BINARY);
    assertThat(provider.probe(model)).isEqualTo(Probe.yes("lightgbm-text"));
    assertThat(provider.probe(Golden.model(PICKLE))).isEqualTo(Probe.yes("lightgbm-pickle"));
    assertThat(provider.probe(model.withOptions(Map.of("engine", "gpu")))).isEqualTo(Probe.no());
    assertThat(provider.probe(model.withOptions(Map.of()))).isEqualTo(Probe.no());
    assertThat(provider.probe(text("tree\nnothing\n"))).isEqualTo(Probe.no());
  }

  @Test
  void load_textOrPickle_describesTheEngine() {
    try (Model model = provider.load(Golden.model(BINARY), Golden.context())) {
      assertThat(model.description())
          .containsEntry("engine", "lightgbm4j")
          .containsEntry("kind", "lightgbm-text")
          .containsEntry("objective", "binary");
    }
    try (Model model = provider.load(Golden.model(PICKLE), Golden.context())) {
      assertThat(model.description())
          .containsEntry("engine", "lightgbm4j")
          .containsEntry("kind", "lightgbm-pickle");
      assertThat(model.signature().outputs())
          .containsExactly(
              Output.of("buy", OutputRole.PROBABILITY), Output.of("sell", OutputRole.PROBABILITY));
    }
  }

  @Test
  void load_whatTheReaderRefuses_neverReachesTheLibrary() {
    // The library itself reads on behind its end for the next '='.
    InferenceException refusal =
        catchThrowableOfType(
            InferenceException.class,
            () -> provider.load(text("tree\nversion=v4\nnum_class=1\nTree=0\n"), Golden.context()));
    assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED_MODEL);
    assertThat(refusal).hasMessageStartingWith("some.txt: ");
  }

  @Test
  void load_textThatTheLibraryDoesNotTake_isUnsupported() {
    InferenceException refusal =
        catchThrowableOfType(
            InferenceException.class, () -> NativeBooster.load("tree\nversion=v4\n\n", 1, 1));
    assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
    assertThat(refusal).hasMessageContaining("number of classes");
    assertThat(refusal.getMessage()).hasSizeLessThanOrEqualTo(400).doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "1, 2", "0, 1"})
  void load_countsThatTheLibraryDoesNotShare_areRefusedBeforeItWrites(int inputs, int outputs) {
    String text =
        """
        tree
        num_class=1
        num_tree_per_iteration=1
        label_index=0
        max_feature_idx=0
        feature_names=Column_0
        feature_infos=none

        Tree=0
        num_leaves=1
        num_cat=0
        leaf_value=8

        end of trees
        """;
    double[] output = new double[1];
    try (NativeBooster booster = NativeBooster.load(text, 1, 1)) {
      booster.predict(new double[1], 0, output, 0);
    }
    assertThat(output).containsExactly(8);
    InferenceException refusal =
        catchThrowableOfType(
            InferenceException.class, () -> NativeBooster.load(text, inputs, outputs));
    assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
    assertThat(refusal).hasMessageContaining("found 1 and 1");
  }

  @Test
  void close_modelBeforeItsPredictors_keepsThemAlive() {
    Model model = provider.load(Golden.model(BINARY), Golden.context());
    Predictor first = model.newPredictor();
    Predictor second = model.newPredictor();
    double[] row = new double[model.signature().width()];
    double[] before = new double[1];
    first.predict(row, before);
    model.close();
    model.close();
    double[] after = new double[1];
    first.predict(row, after);
    assertThat(after).isEqualTo(before);
    first.close();
    first.close();
    second.predict(row, after);
    assertThat(after).isEqualTo(before);
    second.close();
    assertThatThrownBy(() -> second.predict(row, after)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> first.predictBatch(row, 1, after))
        .isInstanceOf(IllegalStateException.class);
    assertThat(catchThrowableOfType(InferenceException.class, model::newPredictor).code())
        .isEqualTo(ErrorCode.ILLEGAL_STATE);
  }

  @Test
  void predictBatch_bothClasses_fillsEachRow() {
    Golden golden = Golden.of(PICKLE);
    double[] rows = new double[2 * golden.inputs()[0].length];
    System.arraycopy(golden.inputs()[0], 0, rows, 0, rows.length / 2);
    System.arraycopy(golden.inputs()[1], 0, rows, rows.length / 2, rows.length / 2);
    double[] outputs = new double[4];
    try (Model model = provider.load(Golden.model(PICKLE), Golden.context());
        Predictor predictor = model.newPredictor()) {
      predictor.predictBatch(rows, 2, outputs);
    }
    assertThat(outputs[0] + outputs[1]).isEqualTo(1);
    assertThat(outputs[2] + outputs[3]).isEqualTo(1);
    assertThat(outputs[1]).isEqualTo(golden.outputs()[0][1]);
    assertThat(outputs[3]).isEqualTo(golden.outputs()[1][1]);
  }

  private static ModelArtifact text(String text) {
    return ModelArtifact.of("some.txt", text.getBytes(StandardCharsets.UTF_8))
        .withOptions(Map.of("engine", "native"));
  }
}
