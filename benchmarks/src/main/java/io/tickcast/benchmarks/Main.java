package io.tickcast.benchmarks;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs benchmarks with the allocation profiler: those whose names match the arguments, or all. */
public final class Main {
  private Main() {}

  /**
   * Runs them and prints JMH's table.
   *
   * @param args patterns of names, such as {@code BarBenchmark}
   * @throws RunnerException when one fails
   */
  public static void main(String[] args) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .jvmArgsAppend("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC");
    for (String pattern : args) {
      options.include(pattern);
    }
    new Runner(options.build()).run();
  }
}
