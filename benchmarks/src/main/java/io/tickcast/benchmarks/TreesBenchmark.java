package io.tickcast.benchmarks;

import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Predictor;
import io.tickcast.core.ModelLoader;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One row of 110 doubles through trees of several shapes, 3 classes, in pure Java; beside them the
 * XGBoost model of {@link PredictBenchmark}. 2,048 different rows in turn.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TreesBenchmark {
  private static final int ROWS = 2_048;

  /**
   * What is walked: {@code xgboost-300x6}, {@code lightgbm-300x63} (leaves, lopsided), {@code
   * forest-300x12} (levels, about a thousand leaves).
   */
  @Param({"xgboost-300x6", "lightgbm-300x63", "forest-300x12"})
  public String shape;

  private final double[][] rows = SyntheticTrees.rows(ROWS);
  private final double[] outputs = new double[3];
  private Model model;
  private Predictor predictor;
  private int next;

  /** Loads the model. */
  @Setup
  public void load() {
    ModelArtifact artifact =
        switch (shape) {
          case "xgboost-300x6" -> DemoData.deepModel();
          case "lightgbm-300x63" -> SyntheticTrees.model(300, 63, 40);
          default -> SyntheticTrees.model(300, 1_000, 12);
        };
    model = ModelLoader.create(TreesBenchmark.class.getClassLoader(), List.of()).load(artifact);
    predictor = model.newPredictor();
  }

  /** Gives the model back. */
  @TearDown
  public void close() {
    predictor.close();
    model.close();
  }

  /** The engine of inference-trees. */
  @Benchmark
  public double[] predict() {
    next = next + 1 & ROWS - 1;
    predictor.predict(rows[next], outputs);
    return outputs;
  }
}
