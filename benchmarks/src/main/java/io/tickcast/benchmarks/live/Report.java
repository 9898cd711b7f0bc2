package io.tickcast.benchmarks.live;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes a run as a table for people. */
final class Report {
  private static final String ROW = "  %-26s %16s %16s   %5.2f  (%.2f .. %.2f)%s%n";
  private static final String HEADER = "  %-26s %16s %16s   %s%n";

  private Report() {}

  static String of(Run run) {
    StringBuilder text = new StringBuilder();
    text.append(run.machine().text(run.loadAtEnd())).append('\n');
    text.append(run.method()).append('\n');
    Setup last = null;
    for (Comparison comparison : run.comparisons()) {
      if (comparison.setup() != last) {
        last = comparison.setup();
        text.append("%n%s (%s)%n".formatted(last.title(), last.note()));
      }
      table(text, comparison);
    }
    return text.toString();
  }

  private static void table(StringBuilder text, Comparison comparison) {
    text.append(
        HEADER.formatted(comparison.load().title(), "echo", "tickcast", "ratio  (from .. to)"));
    for (Metric metric : Metric.shown(comparison.load())) {
      Spread ratio = comparison.ratio(metric.of());
      Optional<Goal> goal = Goal.of(comparison.setup(), comparison.load(), metric);
      text.append(
          String.format(
              Locale.ROOT,
              ROW,
              "  " + metric.title(),
              metric.text(comparison.figure(Side.ECHO, metric.of()).median()),
              metric.text(comparison.figure(Side.TICKCAST, metric.of()).median()),
              ratio.median(),
              ratio.min(),
              ratio.max(),
              goal.map(g -> "  " + g.verdict(ratio.median())).orElse("")));
    }
  }

  /**
   * All that a run gave. <i>Immutable.</i>
   *
   * @param machine where it took place
   * @param loadAtEnd the load average after it
   * @param method what was measured and how, for people
   * @param plan what was run
   * @param comparisons one for each load of each set-up
   */
  record Run(
      Machine machine, double loadAtEnd, String method, Plan plan, List<Comparison> comparisons) {}
}
