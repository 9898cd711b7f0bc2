package io.tickcast.benchmarks;

import io.tickcast.benchmarks.live.LiveBench;
import io.tickcast.benchmarks.trees.TreesBench;
import java.util.Arrays;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The bench from end to end; or, for {@code trees}, that of tree models; or, for {@code micro} and
 * for patterns of names with options of JMH's own, JMH benchmarks with the allocation profiler.
 */
public final class Main {
  private static final String ALL = "micro";
  private static final String TREES = "trees";

  private Main() {}

  /**
   * Runs what the arguments say, and ends the process where that is not JMH.
   *
   * @param args options of the bench from end to end; or {@code trees} and options of that; or
   *     {@code micro} for all JMH benchmarks; or patterns of names, such as {@code BarBenchmark};
   *     the last two with options of JMH, such as {@code -f 3} or {@code -p model=forest-300x12}
   */
  public static void main(String[] args) {
    if (args.length == 0 || args[0].startsWith("-")) {
      System.exit(LiveBench.run(args));
    }
    if (args[0].equals(TREES)) {
      System.exit(TreesBench.run(Arrays.copyOfRange(args, 1, args.length)));
    }
    System.exit(micro(args[0].equals(ALL) ? Arrays.copyOfRange(args, 1, args.length) : args));
  }

  /**
   * Prints JMH's table.
   *
   * @return the exit code: 0 done, 1 failed, 2 usage
   */
  private static int micro(String[] args) {
    try {
      Options options =
          new OptionsBuilder()
              .parent(new CommandLineOptions(args))
              .addProfiler(GCProfiler.class)
              .shouldFailOnError(true)
              .jvmArgsAppend("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC")
              .build();
      new Runner(options).run();
      return 0;
    } catch (CommandLineOptionException e) {
      System.err.println("error: " + e.getMessage());
      return 2;
    } catch (NoBenchmarksException e) {
      System.err.println("error: expected a name of a benchmark, found " + String.join(" ", args));
      return 2;
    } catch (RunnerException e) {
      System.err.println("error: " + e.getMessage());
      return 1;
    }
  }
}
