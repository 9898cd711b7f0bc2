package io.tickcast.backend.xgboost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.Predictor;
import io.tickcast.api.Probe;
import io.tickcast.trees.TreesModelProvider;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XgboostNativeModelProviderTest {
  private final XgboostNativeModelProvider provider = new XgboostNativeModelProvider();

  @ParameterizedTest
  @ValueSource(strings = {"", "java", "native"})
  void probe_anyKnownEngine_hasExactlyOneYesAmongTheProviders(String engine) {
    ModelArtifact artifact =
        Golden.model("rank-map-3.2.0.ubj")
            .withOptions(engine.isEmpty() ? Map.of() : Map.of("engine", engine));
    List<String> yes =
        ServiceLoader.load(ModelProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(one -> one.probe(artifact) instanceof Probe.Yes)
            .map(ModelProvider::name)
            .toList();
    assertThat(yes).containsExactly(engine.equals("native") ? "xgboost-native" : "trees");
  }

  @Test
  void probe_otherEngineOrOtherBytes_saysNo() {
    ModelArtifact model = Golden.model("rank-map-3.2.0.json");
    assertThat(provider.probe(model)).isEqualTo(Probe.yes("xgboost-json"));
    assertThat(provider.probe(model.withOptions(Map.of("engine", "gpu")))).isEqualTo(Probe.no());
    assertThat(provider.probe(model.withOptions(Map.of()))).isEqualTo(Probe.no());
    ModelArtifact text =
        ModelArtifact.of("x", new byte[] {'{', '}'}).withOptions(Map.of("engine", "native"));
    assertThat(provider.probe(text)).isEqualTo(Probe.no());
  }

  @Test
  void load_interceptsOfSeveralOutputs_areRefusedByName() {
    InferenceException refusal =
        catchThrowableOfType(
            InferenceException.class,
            () -> provider.load(Golden.model("multi-softprob-3.2.0.ubj"), Golden.context()));
    assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
    assertThat(refusal)
        .hasMessageContainingAll("multi-softprob-3.2.0.ubj", "base_score", "engine=java");
  }

  @Test
  void load_anyModel_describesTheEngine() {
    try (Model model = provider.load(Golden.model("reg-gamma-3.2.0.json"), Golden.context())) {
      assertThat(model.description())
          .containsEntry("engine", "xgboost4j")
          .containsEntry("kind", "xgboost-json")
          .containsEntry("objective", "reg:gamma");
    }
  }

  @Test
  void close_modelBeforeItsPredictors_keepsThemAlive() {
    Model model = provider.load(Golden.model("binary-logistic-3.2.0.ubj"), Golden.context());
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
  void letGo_lastHolder_freesTheMemoryOnce() {
    ModelArtifact artifact = Golden.model("reg-gamma-2.1.4.ubj");
    byte[] bytes = new byte[artifact.content().remaining()];
    artifact.content().get(bytes);
    NativeBooster booster = NativeBooster.load(bytes, "here");
    assertThat(booster.hold()).isTrue();
    booster.letGo();
    assertThat(booster.isHeld()).isTrue();
    booster.letGo();
    assertThat(booster.isHeld()).isFalse();
    booster.letGo();
    assertThat(booster.hold()).isFalse();
  }

  @Test
  void load_bytesThatTheLibraryDoesNotTake_areUnsupported() {
    InferenceException refusal =
        catchThrowableOfType(
            InferenceException.class,
            () -> NativeBooster.load("{\"learner\":{}}".getBytes(), "odd.json"));
    assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
    assertThat(refusal).hasMessageStartingWith("odd.json: ");
    assertThat(refusal.getMessage()).hasSizeLessThanOrEqualTo(400).doesNotContain("\n");
  }

  @Test
  void predict_shortArrays_areRefusedBeforeTheLibraryReadsPastThem() {
    try (Model model = provider.load(Golden.model("rank-map-2.1.4.json"), Golden.context());
        Predictor predictor = model.newPredictor()) {
      int width = model.signature().width();
      assertThatThrownBy(() -> predictor.predict(new double[width - 1], new double[1]))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> predictor.predictBatch(new double[width], 2, new double[2]))
          .isInstanceOf(IllegalArgumentException.class);
      predictor.predictBatch(new double[0], 0, new double[0]);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, -1e39})
  void predict_valueBeyond32Bits_isRefusedAsInPureJava(double value) {
    ModelArtifact artifact = Golden.model("numeric-edges-2.1.4.json");
    double[] row = {0, value, 0, 0};
    try (Model library = provider.load(artifact, Golden.context());
        Model java =
            new TreesModelProvider().load(artifact.withOptions(Map.of()), Golden.context());
        Predictor a = library.newPredictor();
        Predictor b = java.newPredictor()) {
      InferenceException one =
          catchThrowableOfType(InferenceException.class, () -> a.predict(row, new double[1]));
      InferenceException other =
          catchThrowableOfType(InferenceException.class, () -> b.predict(row, new double[1]));
      assertThat(one.code()).isEqualTo(other.code());
      assertThat(one).hasMessage(other.getMessage());
    }
  }
}
