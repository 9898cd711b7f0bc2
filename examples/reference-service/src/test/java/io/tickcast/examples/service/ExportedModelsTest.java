package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.InferenceException;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.LoadedModel;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models as the Python package writes them are served as they are. */
class ExportedModelsTest {
  private static final String FOREST = "random_forest_eurusd_1h_v1.0.0.pkl";
  private static final String MANIFEST = ".manifest.json";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "xgboost_eurusd_1h_v1.0.0.ubj, xgboost, 13, 1",
    "lightgbm_eurusd_1h_v1.0.0.txt, lightgbm, 15, 3",
    "catboost_eurusd_1h_v1.0.0.cbm, catboost, 15, 1",
    FOREST + ", random_forest, 15, 3",
    "onnx_eurusd_1h_v1.0.0.onnx, onnx, 11, 3",
    "net_eurusd_1h_v1.0.0.onnx, net, 8, 3"
  })
  void exportedModel_loaded_verifiesAgainstTheLibrary(
      String file, String name, int goldenRows, int outputs) throws Exception {
    try (InferenceEngine engine = InferenceEngine.builder().build()) {
      LoadedModel model = engine.loadModel(exported(file));
      assertThat(model.modelVersion()).isEqualTo(name + "-v1.0.0");
      assertThat(model.symbol() + " " + model.timeframe()).isEqualTo("EURUSD 1h");
      assertThat(model.signature().inputNames())
          .containsExactly("rsi_14", "atr_14", "macd", "spread");
      assertThat(model.signature().outputs()).hasSize(outputs);
      assertThat(model.verification()).startsWith(goldenRows + " golden rows within tolerance");
    }
  }

  @Test
  void exportedModel_withFeaturesSwapped_isRefused() throws Exception {
    Path model = Files.copy(exported(FOREST), folder.resolve(FOREST));
    String manifest = Files.readString(exported(FOREST + MANIFEST));
    Files.writeString(
        folder.resolve(FOREST + MANIFEST),
        manifest.replace("\"rsi_14\", \"atr_14\"", "\"atr_14\", \"rsi_14\""));
    try (InferenceEngine engine = InferenceEngine.builder().build()) {
      assertThatThrownBy(() -> engine.loadModel(model))
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("order differs from position 0");
    }
  }

  private static Path exported(String name) throws IOException, URISyntaxException {
    URL resource = ExportedModelsTest.class.getResource("exported/" + name);
    return Path.of(Objects.requireNonNull(resource, name).toURI());
  }
}
