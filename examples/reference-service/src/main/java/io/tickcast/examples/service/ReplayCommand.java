package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.InferenceException;
import io.tickcast.core.EngineSettings;
import io.tickcast.core.FrameReplay;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.InferenceEngineBuilder;
import io.tickcast.core.JournalReplay;
import io.tickcast.core.JournalReplay.Difference;
import io.tickcast.core.JournalReplay.Report;
import io.tickcast.core.RecordedSource;
import io.tickcast.core.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Decides recorded bars once more, and compares. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Decides recorded bars once more, and compares every decision byte for byte. Takes the",
      "configuration of serve, whose models and settings it uses.",
      "From a journal: with the clock readings and the operational settings of then, compared with",
      "what was decided then. The journal must not be in use, and must have been written with",
      "journal.record_inputs.",
      "From a recording, or from a topic of bars in Kafka (kafka:TOPIC, with --kafka HOST:PORT):",
      "on a clock that stands at the receipt of each bar, on one lane and on N; the digest of all",
      "decisions is the same on every JDK and machine."
    },
    footer = {"", "Exit code: 0 all is identical, 1 it is not (a line for each bar), 2 usage."})
final class ReplayCommand implements Callable<Integer> {
  private static final String KAFKA = "kafka:";
  private static final int DEFAULT_LANES = 4;

  private final Session session;

  @Mixin private ServiceOptions options = new ServiceOptions();

  @Option(
      names = "--from",
      paramLabel = "INPUT",
      defaultValue = JournalFolder.DEFAULT,
      description =
          "The folder of a journal, the file of a recording, or kafka:TOPIC "
              + "(default: ${DEFAULT-VALUE}).")
  private String from = "";

  @Option(
      names = "--lanes",
      paramLabel = "N",
      description =
          "Lanes to decide on; the result does not depend on it (default: 1 for a journal, else 4).")
  private @Nullable Integer lanes;

  @Option(
      names = "--what-if",
      description =
          "From a journal: decide by the settings given now, not by those that were in force.")
  private boolean whatIf;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  ReplayCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    session.commandLogging();
    requireInput();
    ServiceConfig config = options.load(session).valid();
    Result result = isJournal() ? ofJournal(config) : ofFrames(config);
    show(result);
    Report report = result.report();
    if (report.different() > 0) {
      throw new InferenceException(
          ErrorCode.VERIFICATION_FAILED,
          "'"
              + from
              + "': expected the same "
              + report.decisions()
              + " decisions, found "
              + report.different()
              + " others"
              + (result.digest().isEmpty()
                  ? ": another model, configuration or version decides otherwise"
                  : " on " + lanes(DEFAULT_LANES) + " lanes"));
    }
    return 0;
  }

  /** What came out, with the digest of all decisions when nothing was recorded of them. */
  private record Result(Report report, String digest) {}

  private void requireInput() {
    if (!from.startsWith(KAFKA) && !Files.exists(Path.of(from))) {
      throw new InferenceException(
          ErrorCode.NOT_FOUND,
          "--from: expected the folder of a journal, the file of a recording, or kafka:TOPIC, found"
              + " nothing at '"
              + from
              + "'");
    }
  }

  private boolean isJournal() {
    return !from.startsWith(KAFKA) && !Files.isRegularFile(Path.of(from));
  }

  private int lanes(int otherwise) {
    return lanes == null ? otherwise : lanes;
  }

  private Result ofJournal(ServiceConfig config) throws IOException {
    try (JournalReplay replay = ofJournal(builder(config, lanes(1)), config);
        Progress progress = session.progress()) {
      return new Result(
          replay.run(Path.of(from), records -> progress.show(records, "records")), "");
    }
  }

  private JournalReplay ofJournal(InferenceEngineBuilder builder, ServiceConfig config) {
    Consumer<InferenceEngine> models = engine -> bind(engine, config);
    return whatIf
        ? JournalReplay.withSettingsOf(builder, models)
        : JournalReplay.of(builder, models);
  }

  private Result ofFrames(ServiceConfig config) throws IOException {
    try (FrameReplay replay =
            new FrameReplay(
                count -> builder(config, count),
                lanes(DEFAULT_LANES),
                engine -> bind(engine, config),
                "replay");
        Progress progress = session.progress()) {
      Report report = replay.run(input(config), frames -> progress.show(frames, "frames"));
      return new Result(report, replay.digest());
    }
  }

  private FeatureSource input(ServiceConfig config) {
    if (!from.startsWith(KAFKA)) {
      return RecordedSource.of(Path.of(from));
    }
    Map<String, String> settings = new HashMap<>();
    config.sinksOf("kafka").stream().findFirst().ifPresent(sink -> settings.putAll(sink.options()));
    settings.keySet().retainAll(Set.of("bootstrap_servers"));
    settings.put("topic", from.substring(KAFKA.length()));
    return Components.of(new SystemClock())
        .source(new ServiceConfig.Component("replay", "kafka", settings, Place.flag("--from")));
  }

  private static void bind(InferenceEngine engine, ServiceConfig config) {
    if (config.models().bindings().isEmpty()) {
      ModelBindings.bind(engine, config.selection());
    }
  }

  private static InferenceEngineBuilder builder(ServiceConfig config, int lanes) {
    EngineSettings size = config.engine();
    InferenceEngineBuilder builder = InferenceEngine.builder();
    // A replay follows the swaps of a journal to versions that are there still.
    ModelStores.of(config, Components.of(new SystemClock())).addTo(builder);
    if (!config.models().bindings().isEmpty()) {
      builder.bindings(config.models().bindings());
    }
    return builder
        .classLoader(ReplayCommand.class.getClassLoader())
        .config(config.operational())
        .feed(config.feed())
        .instruments(config.instruments())
        .settings(
            new EngineSettings(
                lanes,
                size.queueCapacity(),
                size.recordCapacity(),
                size.sinkTimeout(),
                size.closeTimeout()));
  }

  private void show(Result result) throws IOException {
    Report report = result.report();
    Console console = session.console();
    if (json) {
      console.line(new ObjectMapper().writeValueAsString(object(result)));
      return;
    }
    for (Difference difference : report.differences()) {
      console.line(difference.channel() + " " + Instant.ofEpochMilli(difference.barTimeMillis()));
      console.line("  recorded  " + orNothing(difference.recorded()));
      console.line("  replayed  " + orNothing(difference.replayed()));
    }
    console.line(
        report.bars()
            + " bars, "
            + report.decisions()
            + " decisions, "
            + report.different()
            + " of them different");
    if (!result.digest().isEmpty()) {
      console.line("sha256 of all decisions " + result.digest());
    }
  }

  private static String orNothing(String text) {
    return text.isEmpty() ? "nothing" : Failures.oneLine(text);
  }

  private static ObjectNode object(Result result) {
    Report report = result.report();
    ObjectNode object = new ObjectMapper().createObjectNode();
    object.put("bars", report.bars()).put("decisions", report.decisions());
    object.put("different", report.different());
    if (!result.digest().isEmpty()) {
      object.put("sha256", result.digest());
    }
    ArrayNode differences = object.putArray("differences");
    for (Difference difference : report.differences()) {
      differences
          .addObject()
          .put("channel", difference.channel())
          .put("timestamp_ms", difference.barTimeMillis())
          .put("recorded", difference.recorded())
          .put("replayed", difference.replayed());
    }
    return object;
  }
}
