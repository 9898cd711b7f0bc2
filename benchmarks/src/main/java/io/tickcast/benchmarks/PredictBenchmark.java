package io.tickcast.benchmarks;

import io.tickcast.api.FrameKind;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Predictor;
import io.tickcast.core.BarContext;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.LoadedModel;
import io.tickcast.core.ManualClock;
import io.tickcast.core.ModelLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One row through 300 trees of depth 6, 3 classes, 110 features, in pure Java and in XGBoost's own
 * library. 2,048 shuffled rows of real bars in turn.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PredictBenchmark {
  private static final int ROWS = 2_048;
  private static final long SEED = 42;

  private final Model trees = load(DemoData.deepModel());
  private final Model vendor = load(DemoData.deepNativeModel());
  private final Predictor javaPredictor = trees.newPredictor();
  private final Predictor vendorPredictor = vendor.newPredictor();
  private final double[] outputs = new double[3];
  private final double[][] rows = shuffledRows();
  private int next;

  private static Model load(ModelArtifact artifact) {
    return ModelLoader.create(PredictBenchmark.class.getClassLoader(), List.of()).load(artifact);
  }

  /** The inputs of the demo's bars, decoded by the engine itself. */
  static double[][] shuffledRows() {
    List<double[]> rows = new ArrayList<>();
    ManualClock clock = new ManualClock(0);
    try (InferenceEngine engine = InferenceEngine.builder().clock(clock).build()) {
      LoadedModel model = engine.loadModel(DemoData.model());
      engine.subscribe("features.EURUSD.1h", bar -> rows.add(row(model, bar)));
      engine.open();
      for (DemoData.Message message : DemoData.recorded(ROWS)) {
        clock.set(message.receivedAtNanos());
        engine
            .frames()
            .onFrame(
                FrameKind.FEATURES,
                "features.EURUSD.1h",
                message.content(),
                message.receivedAtNanos());
        engine.runOnce();
      }
    }
    if (rows.size() != ROWS) {
      throw new IllegalStateException("expected " + ROWS + " rows, found " + rows.size());
    }
    Collections.shuffle(rows, new Random(SEED));
    return rows.toArray(new double[0][]);
  }

  private static double[] row(LoadedModel model, BarContext bar) {
    return model.signature().inputNames().stream().mapToDouble(bar::feature).toArray();
  }

  private double[] row() {
    next = next + 1 & ROWS - 1;
    return rows[next];
  }

  /** Gives both models back. */
  @TearDown
  public void close() {
    javaPredictor.close();
    vendorPredictor.close();
    trees.close();
    vendor.close();
  }

  /** The engine of inference-trees. */
  @Benchmark
  public double[] javaTrees() {
    javaPredictor.predict(row(), outputs);
    return outputs;
  }

  /** The peer: xgboost4j's inplace_predict. */
  @Benchmark
  public double[] xgboost4j() {
    vendorPredictor.predict(row(), outputs);
    return outputs;
  }
}
