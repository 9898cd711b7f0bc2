package io.tickcast.backend.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Predictor;
import io.tickcast.api.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** What is made in native memory is given back, whatever the order. */
class NativeLifeTest {
  private static final List<String> KINDS =
      List.of("xgb-multi", "lgb-binary-maps", "net-lstm", "quantised-pairs");

  private final NativeLedger ledger = new NativeLedger();
  private final OnnxModelProvider provider = new OnnxModelProvider(ledger, Set.of());

  @Test
  void cycles_ofLoadPredictClose_leaveNothingOpen(TestReporter reporter) throws IOException {
    cycles(40); // What is made once is there then.
    long before = residentKilobytes();
    cycles(400);
    long grown = residentKilobytes() - before;
    reporter.publishEntry("resident memory grew in 400 loads, KiB", String.valueOf(grown));
    assertThat(ledger.open()).isZero();
  }

  private void cycles(int count) {
    for (int i = 0; i < count; i++) {
      String kind = KINDS.get(i % KINDS.size());
      try (Model model = provider.load(Golden.model(kind), Golden.context());
          Predictor one = model.newPredictor();
          Predictor other = model.newPredictor()) {
        assertThat(ledger.open()).isGreaterThanOrEqualTo(5);
        double[] row = new double[model.signature().width()];
        double[] outputs = new double[model.signature().outputs().size()];
        for (int p = 0; p < 15; p++) {
          one.predict(row, outputs);
          other.predict(row, outputs);
        }
      }
    }
  }

  private static long residentKilobytes() throws IOException {
    System.gc();
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }

  @Test
  void close_modelBeforeItsPredictor_keepsTheSessionUntilThen() {
    Model model = provider.load(Golden.model("net-dense"), Golden.context());
    Predictor predictor = model.newPredictor();
    model.close();
    double[] outputs = new double[3];
    predictor.predict(new double[4], outputs);
    assertThat(outputs[0] + outputs[1] + outputs[2]).isBetween(0.999, 1.001);
    assertThat(ledger.open()).as("session, input, output").isEqualTo(3);
    predictor.close();
    assertThat(ledger.open()).isZero();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> predictor.predict(new double[4], outputs));
  }

  @Test
  void close_whileOthersPredict_disturbsNobody() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      for (int round = 0; round < 30; round++) {
        Model model = provider.load(Golden.model("skl-forest"), Golden.context());
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
          Predictor predictor = model.newPredictor();
          tasks.add(() -> predictOften(predictor));
        }
        tasks.add(
            () -> {
              model.close();
              return 0;
            });
        for (Future<Integer> done : threads.invokeAll(tasks)) {
          assertThat(done.get()).isIn(0, 200);
        }
        assertThat(ledger.open()).isZero();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int predictOften(Predictor predictor) {
    try (predictor) {
      double[] outputs = new double[3];
      for (int i = 0; i < 200; i++) {
        predictor.predict(new double[] {i, 1, 2, 3}, outputs);
      }
      return 200;
    }
  }

  @Test
  void load_fileThatTheRuntimeRefuses_leavesNothingOpen() {
    Proto node =
        Proto.node(
            "ReduceMean", "", "x", "y", Proto.integers("axes", 1), Proto.integer("no_such", 1));
    ModelArtifact artifact = ModelArtifact.of("odd", Proto.model(Proto.graph(4, node)).bytes());
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> provider.load(artifact, Golden.context()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL))
        .withMessageContaining("ONNX Runtime");
    assertThat(ledger.open()).isZero();
  }

  @Test
  void load_listOfDigests_letsNoOtherFileThrough() {
    ModelArtifact good = Golden.model("net-dense");
    ModelArtifact other = Golden.model("net-value");
    OnnxModelProvider strict =
        new OnnxModelProvider(Set.of(good.sha256().toUpperCase(java.util.Locale.ROOT)));
    strict.load(good, Golden.context()).close();
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> strict.load(other, Golden.context()))
        .withMessageContaining(other.sha256());
    Map<String, String> option = Map.of(OnnxModelProvider.SHA256_OPTION, "00, " + good.sha256());
    provider.load(good.withOptions(option), Golden.context()).close();
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> provider.load(other.withOptions(option), Golden.context()))
        .withMessageContaining(other.sha256());
  }

  @Test
  void probe_engines_areNativeAlone() {
    ModelArtifact good = Golden.model("net-dense");
    assertThat(provider.probe(good)).isEqualTo(Probe.yes("onnx"));
    assertThat(provider.probe(good.withOptions(Map.of("engine", "native"))))
        .isEqualTo(Probe.yes("onnx"));
    assertThat(provider.probe(good.withOptions(Map.of("engine", "java"))))
        .isInstanceOf(Probe.Refused.class);
  }
}
