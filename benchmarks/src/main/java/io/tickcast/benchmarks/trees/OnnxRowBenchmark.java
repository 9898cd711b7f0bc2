package io.tickcast.benchmarks.trees;

import java.util.Arrays;
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
 * One row of 110 features through an ONNX model: a bare loop over ONNX Runtime that uses its
 * buffers again, and the backend {@code onnx}, which also narrows doubles, checks its arrays and
 * each input, and widens the outputs. Compare the medians.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OnnxRowBenchmark {
  private static final int CLASSES = 3;
  private static final double TOLERANCE = 1e-7;

  /** A net of two layers of 64, or 300 trees of depth 6. */
  @Param({"net-64x64", "xgboost-300x6"})
  public String model;

  /** Who runs it. */
  @Param({"bare", "backend"})
  public String caller;

  private Engine engine;
  private int next;

  /** Loads the model, and compares both. */
  @Setup
  public void open() {
    float[][] all = Rows.all();
    float[][] rows = present(Arrays.copyOf(all, Trial.ROWS));
    byte[] file =
        model.startsWith("net")
            ? OnnxNet.write(rows[0].length, CLASSES)
            : Subject.of(model).file(Kind.ONNXRUNTIME, all);
    Engine bare = new OnnxEngine(file, rows, CLASSES);
    Engine backend = new TickcastEngine(file, rows);
    compare(bare, backend);
    boolean ours = caller.equals("backend");
    (ours ? bare : backend).close();
    engine = ours ? backend : bare;
  }

  /** The net was not made for missing values. */
  private static float[][] present(float[][] rows) {
    float[][] copy = new float[rows.length][];
    for (int r = 0; r < rows.length; r++) {
      copy[r] = rows[r].clone();
      for (int i = 0; i < copy[r].length; i++) {
        copy[r][i] = Float.isNaN(copy[r][i]) ? 0 : copy[r][i];
      }
    }
    return copy;
  }

  private static void compare(Engine bare, Engine backend) {
    for (int row = 0; row < Trial.ROWS; row++) {
      bare.predict(row);
      backend.predict(row);
      double[] expected = bare.probabilities();
      double[] found = backend.probabilities();
      for (int c = 0; c < CLASSES; c++) {
        if (!(Math.abs(expected[c] - found[c]) <= TOLERANCE)) {
          throw new IllegalStateException(
              "row "
                  + row
                  + ": expected "
                  + Arrays.toString(expected)
                  + ", found "
                  + Arrays.toString(found));
        }
      }
    }
  }

  /** Gives the model back. */
  @TearDown
  public void close() {
    engine.close();
  }

  /** Row after row. */
  @Benchmark
  public Object row() {
    next = next + 1 & Trial.ROWS - 1;
    return engine.predict(next);
  }
}
