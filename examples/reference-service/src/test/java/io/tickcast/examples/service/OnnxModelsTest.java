package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of ONNX on the command line. */
class OnnxModelsTest {
  private static final String FOREST = "exported/onnx_eurusd_1h_v1.0.0.onnx";
  private static final String NET = "exported/net_eurusd_1h_v1.0.0.onnx";

  @TempDir private Path folder;
  private Path forest = Path.of("");
  private Path rows = Path.of("");

  @BeforeEach
  void copyFiles() throws IOException {
    forest = DemoFiles.copy(FOREST, folder);
    rows = folder.resolve("rows.csv");
  }

  @Test
  void predict_modelWithoutManifest_takesColumnsByPosition() throws IOException {
    Files.writeString(rows, "a,b,c,d\n0.5,-1,0.25,2\n");
    Cli.Result result = predict(forest);
    assertThat(result.lines()).hasSize(2);
    assertThat(result.lines().get(0)).isEqualTo("buy,hold,sell");
  }

  @Test
  void predict_modelWithManifest_takesColumnsByName() throws IOException {
    DemoFiles.copy(FOREST + ".manifest.json", folder);
    Files.writeString(rows, "a,b,c,d\n0.5,-1,0.25,2\n");
    Cli.run("predict", "--model", forest.toString(), "--rows", rows.toString())
        .failed(1, "missing", "rsi_14");
    Files.writeString(rows, "spread,macd,atr_14,rsi_14\n2,0.25,-1,0.5\n");
    String named = predict(forest).lines().get(1);
    Files.delete(folder.resolve(forest.getFileName() + ".manifest.json"));
    Files.writeString(rows, "a,b,c,d\n0.5,-1,0.25,2\n");
    assertThat(predict(forest).lines().get(1)).isEqualTo(named);
  }

  @Test
  void predict_missingField_isRefusedByName() throws IOException {
    DemoFiles.copy(FOREST + ".manifest.json", folder);
    Files.writeString(rows, "spread,macd,atr_14,rsi_14\n2,,-1,0.5\n");
    Cli.run("predict", "--model", forest.toString(), "--rows", rows.toString())
        .failed(1, "not made for missing", "macd");
  }

  @Test
  void predict_window_takesAllItsBarsInARow() throws IOException {
    Path net = DemoFiles.copy(NET, folder);
    DemoFiles.copy(NET + ".manifest.json", folder);
    Files.writeString(rows, "x" + ",x".repeat(19) + "\n" + "0.5" + ",0.5".repeat(19) + "\n");
    assertThat(predict(net).lines()).hasSize(2);
    Files.writeString(rows, "rsi_14,atr_14,macd,spread\n1,2,3,4\n");
    Cli.run("predict", "--model", net.toString(), "--rows", rows.toString())
        .failed(1, "expected 20 columns", "5 bars");
  }

  @Test
  void predict_engineJava_isRefusedWithTheReason() throws IOException {
    Files.writeString(rows, "a,b,c,d\n0.5,-1,0.25,2\n");
    Cli.run("predict", "--engine", "java", "--model", forest.toString(), "--rows", rows.toString())
        .failed(1, "ONNX Runtime", "engine=native");
  }

  @Test
  void inspect_model_saysWhatItIs() {
    Cli.Result result = Cli.run("model", "inspect", forest.toString()).succeeded();
    assertThat(result.out())
        .contains("onnxruntime", "skl2onnx", "opset ai.onnx.ml", "narrowed to 32 bits")
        .contains("buy (probability)");
  }

  private Cli.Result predict(Path model) {
    return Cli.run("predict", "--model", model.toString(), "--rows", rows.toString()).succeeded();
  }
}
