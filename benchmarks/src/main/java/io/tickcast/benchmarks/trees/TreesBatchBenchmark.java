package io.tickcast.benchmarks.trees;

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

/** 1,000 rows in one call, on one thread; see {@link TreesBenchmark}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class TreesBatchBenchmark {
  /** Which model. */
  @Param("xgboost-300x6")
  public String model;

  /** Which library, of those with such a call. */
  @Param({"tickcast", "xgboost4j", "onnxruntime"})
  public String engine;

  private Trial trial;
  private BatchEngine batch;

  /** Loads the model. */
  @Setup
  public void open() {
    trial = Trial.open(Subject.of(model), Kind.of(engine));
    batch = (BatchEngine) trial.engine();
  }

  /** Gives it back. */
  @TearDown
  public void close() {
    trial.close();
  }

  /** All of them. */
  @Benchmark
  public Object batch() {
    return batch.predictBatch();
  }
}
