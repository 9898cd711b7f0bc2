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
 * Loading a model from bytes, as a service does that starts: once in a young JVM, after one small
 * model, so that libraries are unpacked and classes are there.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class TreesLoadBenchmark {
  /** Which model. */
  @Param("xgboost-1000x8")
  public String model;

  /** Which library. */
  @Param({"tickcast", "xgboost4j", "onnxruntime", "h2o"})
  public String engine;

  private Kind kind;
  private int classes;
  private byte[] file;
  private float[][] rows;
  private Engine loaded;

  /** Writes the file, and loads a small one. */
  @Setup
  public void write() {
    kind = Kind.of(engine);
    classes = Subject.of(model).classes();
    float[][] all = Rows.all();
    rows = Arrays.copyOf(all, BatchEngine.BATCH);
    file = Subject.of(model).file(kind, all);
    Subject small = Subject.XGBOOST_100X4;
    kind.open(small.file(kind, all), rows, small.classes()).close();
  }

  /** Gives the model back. */
  @TearDown
  public void close() {
    loaded.close();
  }

  /** Once. */
  @Benchmark
  public Object load() {
    loaded = kind.open(file, rows, classes);
    return loaded;
  }
}
