package io.tickcast.examples.service;

import io.tickcast.api.EngineListener;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.InferenceEngineBuilder;
import io.tickcast.core.InferenceSettings;
import io.tickcast.core.LoadedModel;
import io.tickcast.core.OperationalConfig;
import io.tickcast.core.RecordedSource;
import io.tickcast.core.SystemClock;
import io.tickcast.transport.http.HttpConfig;
import io.tickcast.transport.http.HttpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Replays a year of real bars through a real model, without any server. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Replays the last year of real EURUSD hours through a real model: no servers needed.",
      "Prints each signal with its reason and shows them on a page; Ctrl-C ends it.",
      "With --agent a PPO agent of Stable-Baselines3 trades the same bars on paper: it observes its",
      "own position, and every signal is filled at its bar's price."
    })
final class DemoCommand implements Callable<Integer> {
  private static final double FASTEST = 1e6;

  /**
   * A run at full speed tells the same signals on any machine, and so must not hold one because the
   * JVM was still cold.
   */
  private static final Duration NO_HURRY = Duration.ofMinutes(1);

  private final Session session;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--once", description = "Run to the end at full speed and print a summary.")
  private boolean once;

  @Option(names = "--json", description = "With --once: print the summary as one JSON object.")
  private boolean json;

  @Option(names = "--agent", description = "Let an agent trade on paper, in place of the model.")
  private boolean agent;

  @Option(
      names = "--speed",
      paramLabel = "BARS_PER_SECOND",
      converter = DecimalOption.class,
      defaultValue = "10",
      description = "How fast to replay; 0 for as fast as it goes (default: ${DEFAULT-VALUE}).")
  private double speed;

  @Option(
      names = "--http",
      paramLabel = "PORT",
      converter = PortOption.class,
      defaultValue = "" + HttpConfig.DEFAULT_PORT,
      description = "The page's port; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--threshold",
      paramLabel = "CONFIDENCE",
      converter = DecimalOption.class,
      description = "Entries below this confidence are held (default: 0.5; with --agent 0).")
  private @Nullable Double wantedThreshold;

  private double threshold;

  DemoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    session.commandLogging();
    require(!json || once, "expected --once with --json, found --json alone");
    require(speed >= 0 && speed <= FASTEST, "--speed: expected 0 to 1000000, found " + speed);
    String usual = agent ? "0" : DemoAssets.THRESHOLD;
    threshold = wantedThreshold == null ? Double.parseDouble(usual) : wantedThreshold;
    require(threshold >= 0 && threshold <= 1, "--threshold: expected 0 to 1, found " + threshold);
    if (once) {
      runOnce();
    } else {
      watch();
    }
    return 0;
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private void runOnce() throws IOException, InterruptedException {
    RecordedSource source = DemoAssets.bars().timedBy(System::nanoTime);
    try (InferenceEngine engine = builder(source, NO_HURRY).build()) {
      serve(engine);
      engine.open();
      replay(engine, source);
      RunSummary summary = RunSummary.of(engine.status());
      session.console().line(json ? summary.json() : summary.text());
    }
  }

  private void watch() throws IOException, InterruptedException {
    session.termination().onSignals();
    Console console = session.console();
    RecordedSource source =
        DemoAssets.bars().paced(speed, new SystemClock()).timedBy(System::nanoTime);
    Duration deadline = InferenceSettings.defaults().maxLatency();
    try (HttpServer http = HttpServer.create(HttpConfig.defaults().withPort(port))) {
      SignalPrinter printer = new SignalPrinter(console);
      try (InferenceEngine engine = engine(source, deadline, http.listener(), printer)) {
        LoadedModel model = serve(engine);
        http.start(engine::status, engine.registry(), engine::tradingState, Optional.empty());
        console.line("page        " + http.uri());
        console.line("model       " + model.modelVersion() + ": " + model.verification());
        console.line(
            "replaying   the last year of "
                + model.symbol()
                + " "
                + model.timeframe()
                + (speed == 0 ? " at full speed" : " at " + Numbers.plain(speed) + " bars/s")
                + ", entries from confidence "
                + Numbers.plain(threshold));
        printer.header(model);
        engine.open();
        replay(engine, source);
        console.line("");
        console.line(RunSummary.of(engine.status()).text());
      }
    }
  }

  private InferenceEngine engine(
      RecordedSource source, Duration deadline, EngineListener page, EngineListener printer) {
    return builder(source, deadline).listener(page).listener(printer).build();
  }

  private InferenceEngineBuilder builder(RecordedSource source, Duration deadline) {
    OperationalConfig config = agent ? DemoAssets.onPaper() : OperationalConfig.defaults();
    return InferenceEngine.builder()
        .classLoader(DemoCommand.class.getClassLoader())
        .source("recording", source)
        .clock(source.clock())
        .config(config.withInference(new InferenceSettings(threshold, deadline, true)));
  }

  private LoadedModel serve(InferenceEngine engine) throws IOException {
    LoadedModel model = engine.loadModel(agent ? DemoAssets.agent() : DemoAssets.model());
    engine.serve(model, DemoAssets.SYMBOL, DemoAssets.TIMEFRAME);
    return model;
  }

  private void replay(InferenceEngine engine, RecordedSource source) throws InterruptedException {
    try (Progress progress = session.progress()) {
      Replay.run(
          engine,
          source,
          session.termination(),
          steps -> showSteps(progress, steps),
          () -> !session.console().outFailed());
    }
  }

  private void showSteps(Progress progress, long steps) {
    if (once) {
      progress.show(steps, "bars");
    }
  }
}
