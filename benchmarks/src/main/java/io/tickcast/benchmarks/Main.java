package io.tickcast.benchmarks;

import io.tickcast.benchmarks.live.LiveBench;
import io.tickcast.benchmarks.trees.TreesBench;
import java.util.Arrays;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The bench from end to end; or, for {@code trees}, that of tree models; or, for {@code micro} and
 * for patterns of names, JMH benchmarks with the allocation profiler.
 */
public final class Main {
  private static final String ALL = "micro";
  private static final String TREES = "trees";

  private Main() {}

  /**
   * Runs what the arguments say, and ends the process where that is not JMH.
   *
   * @param args options of the bench from end to end; or {@code trees} and options of that; or
   *     {@code micro} for all JMH benchmarks; or patterns of names, such as {@code BarBenchmark}
   * @throws RunnerException when a JMH benchmark fails
   */
  public static void main(String[] args) throws RunnerException {
    if (args.length == 0 || args[0].startsWith("-")) {
      System.exit(LiveBench.run(args));
    }
    if (args[0].equals(TREES)) {
      System.exit(TreesBench.run(Arrays.copyOfRange(args, 1, args.length)));
    }
    micro(args[0].equals(ALL) ? Arrays.copyOfRange(args, 1, args.length) : args);
  }

  /** Prints JMH's table. */
  private static void micro(String[] patterns) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .jvmArgsAppend("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC");
    for (String pattern : patterns) {
      options.include(pattern);
    }
    new Runner(options.build()).run();
  }
}
