package io.tickcast.benchmarks.live;

import io.tickcast.api.InferenceException;
import io.tickcast.servers.NatsOptions;
import io.tickcast.servers.NatsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Runs a plan: starts what it needs, and sends bars to both sides in turn. <i>Confined.</i> */
final class Bench {
  private static final Pattern ECHO_READY = Pattern.compile(EchoMain.READY);

  private static final double STILL_FALLING = 0.95;

  private final Plan plan;
  private final Cleanup cleanup;
  private final Consumer<String> progress;
  private final Path folder;
  private final ServiceFiles files;
  private final BarStream bars;
  private final NatsServer nats;
  private final ChildJvm echo;
  private final Driver driver;

  private Bench(Plan plan, Cleanup cleanup, Consumer<String> progress) {
    this.plan = plan;
    this.cleanup = cleanup;
    this.progress = progress;
    this.folder = cleanup.folder();
    this.files = new ServiceFiles(folder);
    this.bars = BarStream.recorded(System.currentTimeMillis());
    progress.accept("starting the NATS server and the echo");
    this.nats = NatsServer.start(new NatsOptions().folder(folder.resolve("nats")));
    cleanup.add(this::endServer);
    this.echo =
        cleanup.add(ChildJvm.start("the echo", folder, EchoMain.class, List.of(nats.url())));
    echo.awaitLine(ECHO_READY);
    this.driver = cleanup.add(Driver.connect(nats.url(), bars));
  }

  /**
   * Starts what all windows share.
   *
   * @param plan what to run
   * @param cleanup ends all that is started
   * @param progress hears what is being done
   */
  static Bench start(Plan plan, Cleanup cleanup, Consumer<String> progress) {
    return new Bench(plan, cleanup, progress);
  }

  private void endServer() {
    nats.kill();
    nats.close();
  }

  BarStream bars() {
    return bars;
  }

  /** What the files of the run lie on: records in memory would cost nothing. */
  String fileSystem() {
    try {
      return Files.getFileStore(folder).type();
    } catch (IOException e) {
      return "an unknown file system";
    }
  }

  String natsVersion() {
    return nats.version();
  }

  /** Runs everything that the plan holds. */
  List<Comparison> run() {
    files.writeModels();
    List<Comparison> comparisons = new ArrayList<>();
    for (Setup setup : plan.setups()) {
      comparisons.addAll(run(setup));
    }
    return comparisons;
  }

  /**
   * Sends bars at a steady rate, and looks for every one of them in the archives.
   *
   * @param out takes a line a minute
   */
  void soak(int minutes, Consumer<String> out) {
    files.writeModels();
    Archives archives = Archives.start(folder, cleanup);
    Path config = files.writeConfig(nats.url(), Setup.ARCHIVES, archives.sinks());
    try (Service service = Service.start(folder, config, Setup.ARCHIVES, cleanup)) {
      long sent = new Soak(driver, service, out).run(minutes);
      archives.verify(sent);
      out.accept(
          String.format(
              Locale.ROOT,
              "%,d bars: each came back once, and is in Kafka and ClickHouse under its id",
              sent));
    }
  }

  /**
   * Compares minutes with archives at work and minutes with archives that stand still, and looks
   * for every bar in the archives.
   *
   * @param rounds minutes of either kind
   */
  String frozen(int rounds) {
    files.writeModels();
    progress.accept("starting Kafka and ClickHouse");
    Archives archives = Archives.start(folder, cleanup);
    Path config = files.writeConfig(nats.url(), Setup.ARCHIVES, archives.sinks());
    try (Service service = Service.start(folder, config, Setup.ARCHIVES, cleanup)) {
      Frozen frozen = new Frozen(driver, service, archives, progress);
      long sent = frozen.run(rounds);
      progress.accept("looking for every signal in Kafka and ClickHouse");
      archives.verify(sent);
      return frozen.report();
    }
  }

  private List<Comparison> run(Setup setup) {
    if (setup != Setup.ARCHIVES) {
      return new Measuring(setup, List.of()).run();
    }
    progress.accept("starting Kafka and ClickHouse");
    Archives archives = Archives.start(folder, cleanup);
    Measuring measuring = new Measuring(setup, archives.sinks());
    List<Comparison> comparisons = measuring.run();
    progress.accept("looking for every signal in Kafka and ClickHouse");
    archives.verify(measuring.sent);
    return comparisons;
  }

  /** One service under all of its loads. */
  private final class Measuring {
    private final Setup setup;
    private final Service service;
    private final CpuMeter echoMeter;
    private final CpuMeter serviceMeter;
    private long sent;

    private Measuring(Setup setup, List<String> sinks) {
      this.setup = setup;
      progress.accept("starting the service: " + setup.title());
      Path config = files.writeConfig(nats.url(), setup, sinks);
      this.service = Service.start(folder, config, setup, cleanup);
      this.echoMeter = CpuMeter.of(echo.id(), nats.processId());
      this.serviceMeter = CpuMeter.of(service.processId(), nats.processId());
    }

    private List<Comparison> run() {
      try (service) {
        warmUp();
        List<Comparison> comparisons = new ArrayList<>();
        for (Load load : setup.loads()) {
          comparisons.add(compare(load));
        }
        service.verify(sent);
        return comparisons;
      }
    }

    private void warmUp() {
      for (Load load : setup.loads()) {
        progress.accept(setup.title() + ": warming up, " + load.title());
        window(Side.ECHO, load, plan.warmUpSeconds());
        warmUp(load);
      }
    }

    /**
     * While a compiler is at work, a bar takes ever less: the service is warm when it has not for
     * two rounds, because one alone may have been disturbed.
     */
    private void warmUp(Load load) {
      double least = Double.MAX_VALUE;
      int level = 0;
      for (int i = 0; i < plan.warmUpRounds() && level < 2; i++) {
        double now = window(Side.TICKCAST, load, plan.warmUpSeconds()).cpu().answering();
        level = now < STILL_FALLING * least ? 0 : level + 1;
        least = Math.min(least, now);
      }
    }

    private Comparison compare(Load load) {
      List<Result> echoes = new ArrayList<>();
      List<Result> answers = new ArrayList<>();
      for (int i = 1; i <= plan.windows(); i++) {
        progress.accept(
            "%s: %s, window %d of %d".formatted(setup.title(), load.title(), i, plan.windows()));
        echoes.add(window(Side.ECHO, load, plan.seconds()));
        answers.add(window(Side.TICKCAST, load, plan.seconds()));
      }
      return new Comparison(setup, load, echoes, answers);
    }

    private Result window(Side side, Load load, double seconds) {
      // What the driver has to collect, it collects between the windows.
      System.gc();
      CpuMeter meter = side == Side.ECHO ? echoMeter : serviceMeter;
      long[] before = meter.read();
      Driver.Outcome outcome = outcome(side, load, seconds);
      double caughtUp = side == Side.ECHO ? 0 : settle();
      long[] after = meter.read();
      int count = outcome.window().bars();
      sent += side == Side.TICKCAST ? count : 0;
      return new Result(
          count,
          outcome.window().seconds(),
          caughtUp,
          Result.Percentiles.of(outcome.window().latency()),
          Result.Percentiles.of(outcome.lateness()),
          CpuMeter.perBar(before, after, count));
    }

    private Driver.Outcome outcome(Side side, Load load, double seconds) {
      try {
        return driver.run(side, load, seconds);
      } catch (InferenceException e) {
        if (side == Side.ECHO) {
          throw e;
        }
        throw new InferenceException(
            e.code(), e.getMessage() + "; the service says: " + service.summary(), e);
      }
    }

    /** A bar is done with when it is on record; gives the seconds that this took. */
    private double settle() {
      if (!setup.archives()) {
        return 0;
      }
      long start = System.nanoTime();
      service.awaitArchives();
      return (System.nanoTime() - start) / 1e9;
    }
  }
}
