package io.tickcast.benchmarks.trees;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@code ./tickcast bench trees}. <i>Confined.</i> */
@Command(name = "tickcast bench trees", description = TreesBench.ABOUT)
public final class TreesBench implements Callable<Integer> {
  static final String ABOUT =
      "Measures one row of 110 features through models of several shapes and formats, in this"
          + " project's engine and in the libraries that others would use, the same trees in each;"
          + " then with cold caches, in batches, and the time to load. One thread; p50 and p99 of"
          + " JMH's samples. Before it is measured, each library has to predict what this engine"
          + " does for every row. The libraries take turns, several rounds of them, so that a slow"
          + " minute of the machine comes to all alike; what is printed is the median of the"
          + " rounds.%n";

  private static final Set<Subject> COLD =
      Set.of(Subject.XGBOOST_300X6, Subject.LIGHTGBM_300X63, Subject.CATBOOST_300X6);
  private static final Set<Subject> BATCH = Set.of(Subject.XGBOOST_300X6);
  private static final Set<Subject> LOAD = Set.of(Subject.XGBOOST_1000X8);

  @Option(names = "--help", usageHelp = true, description = "Shows this.")
  private boolean help;

  @Option(names = "--quick", description = "A look: the three models of the goals alone.")
  private boolean quick;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each library has its turn (${DEFAULT-VALUE}).")
  private int rounds;

  @Spec private CommandSpec spec;

  private final List<Figures> figures = new ArrayList<>();
  private final Map<Subject, Long> heap = new EnumMap<>(Subject.class);
  private final List<String> leftOut = new ArrayList<>();
  private final Path log;
  private final OutputFormat output;

  private TreesBench() {
    try {
      log = Files.createTempFile("tickcast-bench-trees", ".log");
      PrintStream file = new PrintStream(log.toFile(), StandardCharsets.UTF_8);
      output = OutputFormatFactory.createFormatInstance(file, VerboseMode.NORMAL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs the command.
   *
   * @param args its options
   * @return the exit code: 0 done, 1 failed, 2 usage
   */
  public static int run(String... args) {
    return new CommandLine(new TreesBench())
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> {
              System.err.println("error: " + failure.getMessage());
              return 1;
            })
        .execute(args);
  }

  @Override
  public Integer call() throws RunnerException {
    if (rounds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rounds: expected 1 or more, found " + rounds);
    }
    System.err.println("JMH writes to " + log);
    double load = load();
    float[][] rows = Rows.all();
    LightgbmEngine.loadLibraries();
    for (Subject subject : Subject.values()) {
      if (quick && !COLD.contains(subject)) {
        continue;
      }
      List<Kind> engines = usable(subject, rows);
      heap.put(subject, heapOf(subject.file(Kind.TICKCAST, rows)));
      measure(subject, engines, TreesBenchmark.class, "row");
      if (COLD.contains(subject)) {
        measure(subject, engines, TreesBenchmark.class, "cold");
      }
      if (BATCH.contains(subject)) {
        List<Kind> batches = engines.stream().filter(kind -> kind != Kind.H2O).toList();
        measure(subject, batches, TreesBatchBenchmark.class, "batch");
      }
      if (LOAD.contains(subject)) {
        measure(subject, engines, TreesLoadBenchmark.class, "load");
      }
    }
    System.out.printf(
        "%s %s; load average %.1f at the start, %.1f at the end; %,d rows%n%n",
        System.getProperty("java.vm.name"),
        System.getProperty("java.vm.version"),
        load,
        load(),
        Trial.ROWS);
    System.out.print(TreesReport.of(figures, heap, bare()));
    leftOut.forEach(System.out::println);
    return 0;
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** The libraries that load the model here. */
  private List<Kind> usable(Subject subject, float[][] rows) {
    List<Kind> usable = new ArrayList<>();
    float[][] few = Arrays.copyOf(rows, BatchEngine.BATCH);
    for (Kind kind : subject.engines()) {
      try {
        kind.open(subject.file(kind, rows), few, subject.classes()).close();
        usable.add(kind);
      } catch (PeerException | LinkageError e) {
        leftOut.add(subject.code() + ": " + kind.title() + " is left out, it does not load: " + e);
      }
    }
    return usable;
  }

  private void measure(Subject subject, List<Kind> engines, Class<?> benchmark, String method)
      throws RunnerException {
    Map<Kind, List<Figures>> found = new EnumMap<>(Kind.class);
    for (int round = 1; round <= rounds; round++) {
      System.err.printf("%s %s, round %d of %d%n", subject.code(), method, round, rounds);
      ChainedOptionsBuilder options =
          options(benchmark, method)
              .param("model", subject.code())
              .param("engine", engines.stream().map(Kind::code).toArray(String[]::new));
      for (RunResult result : new Runner(options.build(), output).run()) {
        Figures figures = Figures.of(result);
        found.computeIfAbsent(figures.kind(), kind -> new ArrayList<>()).add(figures);
      }
    }
    if (!found.containsKey(Kind.TICKCAST)) {
      throw new RunnerException("no figures of " + subject.code() + " " + method + ": see " + log);
    }
    found.values().forEach(several -> figures.add(Figures.median(several)));
    for (Kind kind : engines) {
      int missing = rounds - found.getOrDefault(kind, List.of()).size();
      if (missing > 0) {
        leftOut.add(
            String.format(
                Locale.ROOT,
                "%s %s: %s is left out of %d of %d rounds, its process ended in a crash or an"
                    + " error: see %s",
                subject.code(),
                method,
                kind.title(),
                missing,
                rounds,
                log));
      }
    }
  }

  /** The median of the steps alone, in us; see {@link BareWalkBenchmark}. */
  private double bare() throws RunnerException {
    double[] p50 = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      Collection<RunResult> results =
          new Runner(options(BareWalkBenchmark.class, "walk").build(), output).run();
      p50[round] = results.iterator().next().getPrimaryResult().getStatistics().getPercentile(50);
    }
    return Figures.median(p50);
  }

  private static ChainedOptionsBuilder options(Class<?> benchmark, String method) {
    return new OptionsBuilder()
        .include("\\Q" + benchmark.getName() + "." + method + "\\E$")
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(false) // a library that ends its process must not end the others
        .jvmArgsAppend(
            "-Xms1g", "-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");
  }

  /** How much more of the heap is in use with the model than without. */
  private static long heapOf(byte[] file) {
    TickcastEngine.load(file).close(); // What is made once for all models is there.
    long before = used();
    io.tickcast.api.Model model = TickcastEngine.load(file);
    long after = used();
    model.close();
    return after - before;
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
