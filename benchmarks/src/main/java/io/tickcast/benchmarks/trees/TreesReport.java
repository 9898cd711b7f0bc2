package io.tickcast.benchmarks.trees;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes what was measured as text: each library beside this project's engine. <i>Confined.</i> */
final class TreesReport {
  private static final String COLUMNS = "  %-18s%-20s%10s%10s%10s%10s%12s%n";

  private final List<Figures> all;
  private final StringBuilder text = new StringBuilder();

  private TreesReport(List<Figures> all) {
    this.all = all;
  }

  /**
   * The tables and the goals.
   *
   * @param heap for each model how much of the heap it takes in this engine
   * @param bare the steps of the usual model alone, in us, see {@link BareWalkBenchmark}
   */
  static String of(List<Figures> all, Map<Subject, Long> heap, double bare) {
    TreesReport report = new TreesReport(all);
    report.table("row", "one row", "us");
    report.table("cold", "one row after 32 MiB of other memory", "us");
    report.table("batch", "1,000 rows in one call", "us");
    report.table("load", "load, once in a young JVM", "ms");
    report.memory(heap);
    report.bare(bare);
    report.goals();
    return report.text.toString();
  }

  private void table(String benchmark, String title, String unit) {
    List<Figures> figures = all.stream().filter(f -> f.benchmark().equals(benchmark)).toList();
    if (figures.isEmpty()) {
      return;
    }
    line(COLUMNS, title, "", "p50 " + unit, "least", "p99 " + unit, "bytes", "p50 ratio");
    for (Figures one : figures) {
      boolean ours = one.kind() == Kind.TICKCAST;
      double base = find(benchmark, one.subject(), Kind.TICKCAST).map(Figures::p50).orElse(0.0);
      line(
          COLUMNS,
          ours ? one.subject().code() : "",
          one.kind().title(),
          number("%.2f", one.p50()),
          number("%.2f", one.least()),
          number("%.2f", one.p99()),
          number("%,.0f", Math.abs(one.bytes())),
          ours || base == 0 ? "" : number("%.1f", one.p50() / base));
    }
    text.append('\n');
  }

  private void memory(Map<Subject, Long> heap) {
    text.append("heap of a loaded model, in KiB\n");
    heap.forEach(
        (subject, bytes) -> line("  %-18s%,10d%n", subject.code(), Math.round(bytes / 1024.0)));
    text.append('\n');
  }

  private void bare(double bare) {
    Subject usual = Subject.XGBOOST_300X6;
    find("row", usual, Kind.TICKCAST)
        .ifPresent(
            found ->
                line(
                    "%.2f us for the steps of 300 x 6 alone, nodes and keys at random, no sums; a"
                        + " row of %s takes %.2f times that%n%n",
                    bare, usual.code(), found.p50() / bare));
  }

  private void goals() {
    List<String> goals = new ArrayList<>();
    Subject usual = Subject.XGBOOST_300X6;
    atMost(goals, "row", usual, 1.5, 2.5);
    atMost(goals, "cold", usual, 12, Double.NaN);
    atMost(goals, "row", Subject.CATBOOST_300X6, 2, Double.NaN);
    times(goals, "row", usual, Kind.XGBOOST4J, 50);
    times(goals, "row", usual, Kind.ONNXRUNTIME, 6);
    times(goals, "row", usual, Kind.H2O, 6);
    times(goals, "row", Subject.LIGHTGBM_300X63, Kind.LIGHTGBM, 8);
    times(goals, "row", Subject.CATBOOST_300X6, Kind.CATBOOST, 1);
    times(goals, "batch", usual, Kind.XGBOOST4J, 1);
    text.append("goals\n");
    goals.forEach(goal -> text.append("  ").append(goal).append('\n'));
  }

  private void atMost(
      List<String> goals, String benchmark, Subject subject, double p50, double p99) {
    find(benchmark, subject, Kind.TICKCAST)
        .ifPresent(
            found -> {
              String what = subject.code() + " " + benchmark;
              goals.add(atMost(what + " p50", p50, found.p50()));
              if (!Double.isNaN(p99)) {
                goals.add(atMost(what + " p99", p99, found.p99()));
              }
            });
  }

  private static String atMost(String what, double limit, double found) {
    return String.format(
        Locale.ROOT,
        "%s at most %s us: %.2f, %s",
        what,
        limit,
        found,
        found <= limit ? "met" : "not met");
  }

  private void times(
      List<String> goals, String benchmark, Subject subject, Kind peer, double limit) {
    Optional<Figures> ours = find(benchmark, subject, Kind.TICKCAST);
    Optional<Figures> theirs = find(benchmark, subject, peer);
    if (ours.isEmpty() || theirs.isEmpty()) {
      return;
    }
    double ratio = theirs.get().p50() / ours.get().p50();
    goals.add(
        String.format(
            Locale.ROOT,
            "%s %s at least %.0f times as fast as %s: %.1f, %s",
            subject.code(),
            benchmark,
            limit,
            peer.title(),
            ratio,
            ratio >= limit ? "met" : "not met"));
  }

  private Optional<Figures> find(String benchmark, Subject subject, Kind kind) {
    return all.stream()
        .filter(f -> f.benchmark().equals(benchmark) && f.subject() == subject && f.kind() == kind)
        .findFirst();
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }
}
