package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.GoldenRows;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.InputKind;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model has to show before it may serve. */
class EngineModelsTest {
  private final FixedModel model = Rig.buyer();
  private Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private static ModelManifest golden(double expected, double tolerance, List<Double> row) {
    ModelManifest plain = FakeModelProvider.manifest("xgboost", "1", "EURUSD");
    return new ModelManifest(
        plain.name(),
        plain.type(),
        plain.version(),
        plain.symbol(),
        plain.timeframe(),
        plain.format(),
        "",
        List.of(),
        List.of(),
        1,
        Optional.empty(),
        plain.missing(),
        Optional.of(
            new GoldenRows(List.of(row), List.of(List.of(expected, 0.1, 0.05)), tolerance, 0)),
        "{}");
  }

  private void assertRefused(
      FixedModel refused, ModelManifest manifest, ErrorCode code, String message) {
    assertThatThrownBy(() -> rig.load("m", refused, FakeModelProvider.artifact("m", manifest)))
        .isInstanceOfSatisfying(InferenceException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageStartingWith("memory:m: ")
        .hasMessageContaining(message);
    assertThat(refused.openPredictors).hasValue(0);
    assertThat(refused.closes).hasValue(1);
  }

  private static ModelManifest plain() {
    return FakeModelProvider.manifest("xgboost", "1", "EURUSD");
  }

  @Test
  void loadModel_goldenRowsWithinTolerance_areReported() {
    LoadedModel loaded =
        rig.load(
            "m",
            model,
            FakeModelProvider.artifact("m", golden(0.85 + 1e-7, 1e-6, List.of(1.0, 2.0))));
    assertThat(loaded.verification())
        .startsWith("1 golden rows within tolerance, worst difference ");
    assertThat(model.seen.get(0)).containsExactly(1, 2);
    assertThat(model.openPredictors).hasValue(0);
  }

  @Test
  void loadModel_goldenRowsThatDiffer_areRefusedByNumber() {
    assertRefused(
        model,
        golden(0.8, 1e-6, List.of(1.0, 2.0)),
        ErrorCode.VERIFICATION_FAILED,
        "golden row 0: output 'buy': expected 0.8, found 0.85, tolerance 1.0E-6");
  }

  @Test
  void loadModel_goldenRowsWhoseOutputIsNotANumber_areRefused() {
    model.answers(Double.NaN, 0.1, 0.05);
    assertRefused(
        model, golden(0.85, 1, List.of(1.0, 2.0)), ErrorCode.VERIFICATION_FAILED, "found NaN");
  }

  @Test
  void loadModel_goldenRowsOfAnotherWidth_areRefused() {
    assertRefused(
        model,
        golden(0.85, 1, List.of(1.0)),
        ErrorCode.VERIFICATION_FAILED,
        "golden row 0: expected 2 inputs and 3 outputs, found 1 and 3");
  }

  @Test
  void loadModel_modelThatFailsOnItsGoldenRows_isRefused() {
    model.answers(
        (in, out) -> {
          throw new IllegalStateException("native fault");
        });
    assertRefused(
        model,
        golden(0.85, 1, List.of(1.0, 2.0)),
        ErrorCode.VERIFICATION_FAILED,
        "golden row 0: expected a prediction, found IllegalStateException: native fault");
  }

  @Test
  void loadModel_withoutNameOrVersion_isRefused() {
    for (ModelManifest manifest :
        List.of(
            FakeModelProvider.manifest("", "1", "EURUSD"),
            FakeModelProvider.manifest("xgboost", "", "EURUSD"))) {
      assertRefused(
          Rig.buyer(), manifest, ErrorCode.SCHEMA_MISMATCH, "found neither a name nor a version");
    }
  }

  @Test
  void loadModel_withoutFeatureNames_isRefused() {
    FixedModel unnamed = FixedModel.classes(List.of("a", ""), 1, 0, 0);
    assertRefused(
        unnamed,
        plain(),
        ErrorCode.SCHEMA_MISMATCH,
        "expected feature names in the model file or in the manifest field 'features', found none"
            + " for 2 inputs");
  }

  @Test
  void loadModel_thatNeedsATargetColumn_isRefusedByName() {
    FixedModel leaking = FixedModel.classes(List.of("rsi_14", "future_return_5"), 1, 0, 0);
    assertRefused(
        leaking,
        plain(),
        ErrorCode.SCHEMA_MISMATCH,
        "expected inputs that live rows have, found 'future_return_5', which the feed's target"
            + " columns name");
  }

  private static FixedModel of(List<Input> inputs, int window, Output output) {
    return new FixedModel(
        new ModelSignature(
            inputs, window, List.of(output, Output.of("hold", OutputRole.PROBABILITY)), false),
        FixedModel.answer(0, 1));
  }

  @Test
  void loadModel_ofWhatIsNotFedYet_isRefusedAsUnsupported() {
    Input state = new Input("", InputKind.STATE, "position", 1, Double.POSITIVE_INFINITY);
    Input foreign = new Input("GBPUSD", InputKind.FEATURE, "rsi_14", 1, Double.POSITIVE_INFINITY);
    Output own = Output.of("buy", OutputRole.PROBABILITY);
    Output other = new Output("GBPUSD", "buy", OutputRole.PROBABILITY);
    List<Input> plain = List.of(Input.feature("rsi_14"));
    assertRefused(
        of(plain, 100_001, own), plain(), ErrorCode.LIMIT_EXCEEDED, "100000 inputs in all");
    assertRefused(of(List.of(state), 1, own), plain(), ErrorCode.SCHEMA_MISMATCH, "for 'position'");
    assertRefused(
        of(List.of(foreign), 1, own), plain(), ErrorCode.UNSUPPORTED_MODEL, "input 'rsi_14'");
    assertRefused(
        of(plain, 1, other),
        plain(),
        ErrorCode.UNSUPPORTED_MODEL,
        "found output 'buy' about another symbol");
  }

  @Test
  void loadModel_outputsOfUnknownMeaning_areRefused() {
    assertRefused(
        new FixedModel(
            FixedModel.signature(List.of("a"), List.of("-1", "0", "1"), OutputRole.PROBABILITY),
            FixedModel.answer(1, 0, 0)),
        plain(),
        ErrorCode.SCHEMA_MISMATCH,
        "found none for [-1, 0, 1]");
  }

  @Test
  void loadModel_fromAStore_isFoundByTypeVersionSymbolAndTimeframe(@TempDir Path folder)
      throws IOException {
    for (String name :
        List.of(
            "xgboost_eurusd_5m_v1.2.3.json",
            "xgboost_eurusd_5m_v1.2.4.json",
            "xgboost_gbpusd_5m_v1.2.3.json",
            "xgboost_eurusd_1h_v1.2.3.json",
            "lightgbm_eurusd_5m_v1.2.3.txt")) {
      Files.write(folder.resolve(name), FakeModelProvider.bytes(name));
    }
    rig.close();
    rig =
        new Rig(
            builder ->
                builder
                    .checkpointStore(
                        new FolderCheckpointStore(
                            folder.resolve("..").resolve(folder.getFileName())))
                    .checkpointStore(new FolderCheckpointStore(empty(folder))));
    rig.provider.with("xgboost_eurusd_5m_v1.2.3.json", model);
    LoadedModel loaded = rig.engine.loadModel("xgboost", "1.2.3", "EURUSD", "5m");
    assertThat(loaded.modelVersion()).isEqualTo("xgboost-v1.2.3");
    assertThat(loaded.symbol()).isEqualTo("EURUSD");
    assertThat(loaded.timeframe()).isEqualTo("5m");
    assertThat(loaded.sha256())
        .isEqualTo(ModelArtifact.sha256(FakeModelProvider.bytes("xgboost_eurusd_5m_v1.2.3.json")));
    assertCode(ErrorCode.NOT_FOUND, "xgboost", "9", "EURUSD", "5m");
    assertCode(ErrorCode.CONFLICT, "xgboost", "", "EURUSD", "5m");
    assertCode(ErrorCode.CONFLICT, "", "1.2.3", "EURUSD", "5m");
  }

  private void assertCode(
      ErrorCode code, String type, String version, String symbol, String timeframe) {
    assertThatThrownBy(() -> rig.engine.loadModel(type, version, symbol, timeframe))
        .isInstanceOfSatisfying(InferenceException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageStartingWith("expected one checkpoint for ")
        .hasMessageContaining("in 2 stores, found [");
  }

  private static Path empty(Path folder) {
    try {
      return Files.createDirectories(folder.resolve("empty"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void loadModel_file_isServedByItsName(@TempDir Path folder) throws IOException {
    Path file =
        Files.write(folder.resolve("XGBoost_eurusd_5M_V1.2.3.json"), FakeModelProvider.bytes("m"));
    rig.provider.with("m", model);
    LoadedModel loaded = rig.engine.loadModel(file);
    assertThat(loaded.modelVersion()).isEqualTo("xgboost-v1.2.3");
    assertThat(loaded.symbol()).isEqualTo("EURUSD");
    assertThat(loaded.timeframe()).isEqualTo("5m");
    assertThat(loaded.name()).isEqualTo("xgboost");
    assertThat(loaded.verification()).isEqualTo("loaded; no golden rows to compare with");
  }

  @Test
  void build_modelWithoutSymbol_isRefusedByWhatIsMissing(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("model.bin"), FakeModelProvider.bytes("m"));
    Files.writeString(
        folder.resolve("model.bin.manifest.json"), "{\"name\":\"m\",\"version\":\"1\"}");
    assertThatThrownBy(
            () ->
                InferenceEngine.builder()
                    .classLoader(Rig.NO_SERVICES)
                    .modelProvider(new FakeModelProvider().with("m", model))
                    .model(file)
                    .build())
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("expected the manifest fields symbol and timeframe");
    assertThat(model.closes).hasValue(1);
  }
}
