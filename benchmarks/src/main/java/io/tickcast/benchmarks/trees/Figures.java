package io.tickcast.benchmarks.trees;

import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What was measured. <i>Immutable.</i>
 *
 * @param p50 the median, in the unit of the benchmark
 * @param least the least median of several rounds
 * @param p99 the time that one call in a hundred exceeds
 * @param bytes allocated by a call
 */
record Figures(
    String benchmark,
    Subject subject,
    Kind kind,
    double p50,
    double least,
    double p99,
    double bytes) {
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final int MIDDLE = 50;
  private static final int NEARLY_ALL = 99;

  static Figures of(RunResult result) {
    Statistics times = result.getPrimaryResult().getStatistics();
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    String name = result.getParams().getBenchmark();
    return new Figures(
        name.substring(name.lastIndexOf('.') + 1),
        Subject.of(result.getParams().getParam("model")),
        Kind.of(result.getParams().getParam("engine")),
        times.getPercentile(MIDDLE),
        times.getPercentile(MIDDLE),
        times.getPercentile(NEARLY_ALL),
        allocated == null ? Double.NaN : allocated.getScore());
  }

  /** The medians of what was measured in several rounds. */
  static Figures median(List<Figures> rounds) {
    Figures one = rounds.get(0);
    return new Figures(
        one.benchmark,
        one.subject,
        one.kind,
        median(rounds.stream().mapToDouble(Figures::p50).toArray()),
        rounds.stream().mapToDouble(Figures::least).min().orElseThrow(),
        median(rounds.stream().mapToDouble(Figures::p99).toArray()),
        median(rounds.stream().mapToDouble(Figures::bytes).toArray()));
  }

  /** Of an even number the lower one of the two in the middle. */
  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) / 2];
  }
}
