package io.tickcast.benchmarks.trees;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * One row of 110 features through a model, in this engine and in those of others: 2,048 shuffled
 * rows of real bars in turn, the same trees in the format of each library. {@code ./tickcast bench
 * trees} runs it for all models and libraries.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class TreesBenchmark {
  /** Which model. */
  @Param("xgboost-300x6")
  public String model;

  /** Which library. */
  @Param({"tickcast", "xgboost4j", "onnxruntime", "h2o"})
  public String engine;

  private Trial trial;

  /** Memory that others use between two calls. */
  @State(Scope.Thread)
  public static class Others {
    private static final int BYTES = 32 << 20;
    private static final int LINE = 64;

    private final byte[] memory = new byte[BYTES];

    /** Touches all of it, so that nothing else is left in the caches; not measured. */
    @Setup(Level.Invocation)
    public void touch() {
      for (int i = 0; i < BYTES; i += LINE) {
        memory[i]++;
      }
    }
  }

  /** Loads the model. */
  @Setup
  public void open() {
    trial = Trial.open(Subject.of(model), Kind.of(engine));
  }

  /** Gives it back. */
  @TearDown
  public void close() {
    trial.close();
  }

  /** Row after row. */
  @Benchmark
  public Object row() {
    return trial.predict();
  }

  /**
   * A row after 32 MiB of other memory.
   *
   * @param others what is touched before
   */
  @Benchmark
  public Object cold(Others others) {
    return trial.predict();
  }
}
