package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.core.EngineSettings;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.InferenceEngineBuilder;
import io.tickcast.core.JournalReplay;
import io.tickcast.core.JournalReplay.Difference;
import io.tickcast.core.JournalReplay.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Decides the bars of a journal once more, and compares. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Decides the bars of a journal once more, with the clock readings of then, and",
      "compares every decision byte for byte. Takes the configuration of serve, whose",
      "models and settings it uses; the journal must not be in use, and must have been",
      "written with journal.record_inputs."
    },
    footer = {"", "Exit code: 0 all is identical, 1 it is not (a line for each bar), 2 usage."})
final class ReplayCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ServiceOptions options = new ServiceOptions();

  @Option(
      names = "--from",
      paramLabel = "FOLDER",
      defaultValue = JournalFolder.DEFAULT,
      description = "The folder of the journal (default: ${DEFAULT-VALUE}).")
  private Path from = Path.of("");

  @Option(
      names = "--lanes",
      paramLabel = "N",
      defaultValue = "1",
      description = "Lanes to decide on; the result does not depend on it (default: 1).")
  private int lanes;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  ReplayCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    session.commandLogging();
    ServiceConfig config = options.load(session).valid();
    Report report;
    try (JournalReplay replay =
            JournalReplay.of(
                builder(config), engine -> ModelBindings.bind(engine, config.selection()));
        Progress progress = session.progress()) {
      report = replay.run(from, records -> progress.show(records, "records"));
    }
    show(report);
    if (report.different() > 0) {
      throw new InferenceException(
          ErrorCode.VERIFICATION_FAILED,
          "journal '"
              + from
              + "': expected the same "
              + report.decisions()
              + " decisions, found "
              + report.different()
              + " others: another model, configuration or version decides otherwise");
    }
    return 0;
  }

  private InferenceEngineBuilder builder(ServiceConfig config) {
    EngineSettings size = config.engine();
    return InferenceEngine.builder()
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

  private void show(Report report) throws IOException {
    Console console = session.console();
    if (json) {
      console.line(new ObjectMapper().writeValueAsString(object(report)));
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
  }

  private static String orNothing(String text) {
    return text.isEmpty() ? "nothing" : Failures.oneLine(text);
  }

  private static ObjectNode object(Report report) {
    ObjectNode object = new ObjectMapper().createObjectNode();
    object.put("bars", report.bars()).put("decisions", report.decisions());
    object.put("different", report.different());
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
