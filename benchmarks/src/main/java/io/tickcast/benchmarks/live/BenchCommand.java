package io.tickcast.benchmarks.live;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.nats.client.Nats;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of {@code ./tickcast bench}. <i>Confined.</i> */
@Command(
    name = "tickcast bench",
    description = {
      "Sends bars (50 symbols, 110 features, 2.7 KB) over a real local NATS server to the real"
          + " service, and the same bytes to a raw echo by the same client library, in windows in"
          + " turn: one in flight, 64 in flight, and 1,000 a second with latency from the time that"
          + " each was due. Then the same with every record on disk, and 1,000 a second with Kafka"
          + " and ClickHouse on. Each bar must come back exactly once, and each signal must be in"
          + " the archives.",
      "",
      "'tickcast bench NAME...' runs the JMH benchmarks whose names match instead, and"
          + " 'tickcast bench micro' all of them.",
      "",
      "The servers have to be installed: tools/servers/install.",
      ""
    },
    footer = {"", "TICKCAST_JAVA_OPTS adds options to the JVMs of the service and of the echo."})
final class BenchCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int MISUSED = 2;
  private static final int LONGEST_SOAK = 60;
  private static final int LONGEST_FREEZE = 30;

  @Option(names = "--help", usageHelp = true, description = "Shows this.")
  private boolean help;

  @Option(
      names = "--quick",
      description = "A look, about a minute instead of six; its spread is wide.")
  private boolean quick;

  @Option(
      names = "--windows",
      paramLabel = "N",
      description = "Pairs of windows for each load; 7, or 3 with --quick.")
  private @Nullable Integer windows;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "The length of a window; 2, or 0.4 with --quick.")
  private @Nullable Double seconds;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures of each window.")
  private @Nullable Path json;

  @Option(
      names = "--archives",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Kafka and ClickHouse too, as by default; --no-archives leaves them out.")
  private boolean archives;

  @Option(
      names = "--only",
      paramLabel = "SETUP",
      description = "One set-up of the service alone: ${COMPLETION-CANDIDATES}.")
  private @Nullable Setup only;

  @Option(
      names = "--soak",
      paramLabel = "MINUTES",
      description =
          "Instead: 1,000 bars a second for so long with Kafka and ClickHouse on, a line a minute"
              + " with what the service holds; 1 to 60.")
  private @Nullable Integer soak;

  @Option(
      names = "--frozen",
      paramLabel = "MINUTES",
      description =
          "Instead: 1,000 bars a second, so many minutes with Kafka and ClickHouse at work and as"
              + " many with both frozen, in turn, and the ratio of the latencies; 1 to 30.")
  private @Nullable Integer frozen;

  private BenchCommand() {}

  /**
   * Runs the command.
   *
   * @param args its options
   * @return the exit code: 0 done, 1 failed, 2 usage
   */
  static int run(String... args) {
    return new CommandLine(new BenchCommand())
        .setAbbreviatedOptionsAllowed(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, ignored) -> misused(e))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e))
        .execute(args);
  }

  private static int misused(ParameterException e) {
    String found =
        e instanceof UnmatchedArgumentException unmatched
            ? "expected an option, found '" + unmatched.getUnmatched().get(0) + "'"
            : e.getMessage();
    error(found + "; see './tickcast bench --help'");
    return MISUSED;
  }

  private static int failed(Exception e) {
    error(String.valueOf(e.getMessage()));
    return e instanceof IllegalArgumentException ? MISUSED : FAILED;
  }

  private static void error(String message) {
    System.err.println("error: " + message.replaceAll("\\s+", " "));
  }

  @Override
  public Integer call() {
    Plan plan = plan();
    silenceClients();
    try (Cleanup cleanup = Cleanup.create()) {
      try {
        if (soak != null) {
          soak(plan, cleanup, soak);
        } else if (frozen != null) {
          freeze(plan, cleanup, frozen);
        } else {
          show(run(plan, cleanup));
        }
        return 0;
      } catch (RuntimeException e) {
        if (cleanup.isClosed()) {
          // What failed did so because the process is being ended.
          return FAILED;
        }
        throw e;
      }
    }
  }

  private static Report.Run run(Plan plan, Cleanup cleanup) {
    Machine machine = Machine.here();
    Bench bench = Bench.start(plan, cleanup, progress());
    List<Comparison> comparisons = bench.run();
    return new Report.Run(machine, Machine.load(), method(plan, bench), plan, comparisons);
  }

  private static void soak(Plan plan, Cleanup cleanup, int minutes) {
    if (minutes < 1 || minutes > LONGEST_SOAK) {
      throw new IllegalArgumentException(
          "--soak: expected 1 to " + LONGEST_SOAK + " minutes, found " + minutes);
    }
    Bench.start(plan, cleanup, progress()).soak(minutes, System.out::println);
  }

  private static void freeze(Plan plan, Cleanup cleanup, int minutes) {
    if (minutes < 1 || minutes > LONGEST_FREEZE) {
      throw new IllegalArgumentException(
          "--frozen: expected 1 to " + LONGEST_FREEZE + " minutes, found " + minutes);
    }
    Machine machine = Machine.here();
    Bench bench = Bench.start(plan, cleanup, progress());
    String table = bench.frozen(minutes);
    System.out.println(machine.text(Machine.load()));
    System.out.print(table);
  }

  private void show(Report.Run run) {
    System.out.print(Report.of(run));
    if (json != null) {
      JsonReport.write(json, run);
    }
  }

  private Plan plan() {
    Plan base = quick ? Plan.quick() : Plan.full();
    return new Plan(
        windows == null ? base.windows() : windows,
        seconds == null ? base.seconds() : seconds,
        base.warmUpSeconds(),
        base.warmUpRounds(),
        setups());
  }

  private Set<Setup> setups() {
    if (only != null) {
      return EnumSet.of(only);
    }
    return archives ? EnumSet.allOf(Setup.class) : EnumSet.complementOf(EnumSet.of(Setup.ARCHIVES));
  }

  /** The clients of Kafka and ClickHouse log a lot, and stdout is for the table. */
  private static void silenceClients() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    }
  }

  private static Consumer<String> progress() {
    boolean shown = System.getenv("TICKCAST_PROGRESS") != null;
    return shown ? line -> System.err.println(line + " ...") : line -> {};
  }

  private static String method(Plan plan, Bench bench) {
    return """
        NATS server %s, jnats %s; service and echo: %s; files on %s
        %d symbols, %d features, messages of %,d bytes; %d pairs of windows of %.1f s in turn: medians, \
        and ratios pair by pair"""
        .formatted(
            bench.natsVersion(),
            Nats.CLIENT_VERSION,
            String.join(" ", ChildJvm.options()),
            bench.fileSystem(),
            Symbols.COUNT,
            bench.bars().features(),
            bench.bars().meanBytes(),
            plan.windows(),
            plan.seconds());
  }
}
