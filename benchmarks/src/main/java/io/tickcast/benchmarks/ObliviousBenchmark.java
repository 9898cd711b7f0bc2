package io.tickcast.benchmarks;

import ai.catboost.CatBoostError;
import ai.catboost.CatBoostModel;
import ai.catboost.CatBoostPredictions;
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
 * One row through oblivious trees of depth 6 over 110 features, in pure Java and in CatBoost's own
 * library. 2,048 shuffled rows of real bars in turn. Both give what they give at best:
 * probabilities here, raw values there.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ObliviousBenchmark {
  private static final int DEPTH = 6;
  private static final long SEED = 42;

  /** How many trees there are. */
  @Param({"300", "1000"})
  public int trees;

  /** The values of a leaf: 1 for two classes, else one for each class. */
  @Param({"1", "3"})
  public int classes;

  private final double[][] rows = PredictBenchmark.shuffledRows();
  private final float[][] narrowRows = narrow(rows);
  private final int[] noCategories = {};
  private Model model;
  private Predictor predictor;
  private CatBoostModel vendor;
  private CatBoostPredictions raw;
  private double[] outputs;
  private int next;

  /**
   * Makes the model and loads it twice.
   *
   * @throws CatBoostError when its library does not take it
   */
  @Setup
  public void open() throws CatBoostError {
    byte[] json = new ObliviousModel(rows, trees, DEPTH, classes, SEED).json();
    model =
        ModelLoader.create(ObliviousBenchmark.class.getClassLoader(), List.of())
            .load(ModelArtifact.of("oblivious.json", json));
    predictor = model.newPredictor();
    outputs = new double[model.signature().outputs().size()];
    vendor = CatBoostModel.loadModel(json, "json");
    raw = new CatBoostPredictions(1, classes);
  }

  private static float[][] narrow(double[][] rows) {
    float[][] narrow = new float[rows.length][rows[0].length];
    for (int r = 0; r < rows.length; r++) {
      for (int f = 0; f < rows[r].length; f++) {
        narrow[r][f] = (float) rows[r][f];
      }
    }
    return narrow;
  }

  private int next() {
    next = next + 1 & rows.length - 1;
    return next;
  }

  /**
   * Gives both models back.
   *
   * @throws CatBoostError when its library fails
   */
  @TearDown
  public void close() throws CatBoostError {
    predictor.close();
    model.close();
    vendor.close();
  }

  /** The engine of inference-trees. */
  @Benchmark
  public double[] javaTrees() {
    predictor.predict(rows[next()], outputs);
    return outputs;
  }

  /**
   * The peer: catboost-prediction's call that allocates least.
   *
   * @throws CatBoostError when its library fails
   */
  @Benchmark
  public CatBoostPredictions catboost() throws CatBoostError {
    vendor.predict(narrowRows[next()], noCategories, raw);
    return raw;
  }
}
