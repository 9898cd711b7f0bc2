package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.core.SystemClock;
import io.tickcast.sink.clickhouse.ClickHouseSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the database and the tables of each ClickHouse sink, and says what differs in others. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Makes the database and the tables of a configuration's ClickHouse sinks, leaves",
      "alone what is there, and fails when that differs from what the sinks need.",
      "Takes the configuration of serve; --clickhouse URL alone is enough."
    })
final class ClickHouseInitCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ServiceOptions options = new ServiceOptions();

  @Option(
      names = {"--dry-run", "--print"},
      description = "Print the SQL, and connect to nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  ClickHouseInitCommand(Session session) {
    this.session = session;
  }

  /** The tables of one sink. */
  private record Archive(String name, ClickHouseSchema schema) {}

  @Override
  public Integer call() throws Exception {
    session.commandLogging();
    List<Archive> archives = archives(options.load(session).valid());
    ObjectNode object = new ObjectMapper().createObjectNode();
    ArrayNode sinks = object.putArray("sinks");
    List<String> differences = new ArrayList<>();
    for (Archive archive : archives) {
      ObjectNode sink = sinks.addObject().put("sink", archive.name());
      if (dryRun) {
        print(archive, sink);
      } else {
        differences.addAll(init(archive, sink));
      }
    }
    if (json) {
      session.console().line(new ObjectMapper().writeValueAsString(object));
    }
    if (!differences.isEmpty()) {
      throw new InferenceException(
          ErrorCode.EXTERNAL_MISMATCH, "the tables differ: " + String.join("; ", differences));
    }
    return 0;
  }

  private static List<Archive> archives(ServiceConfig config) {
    Components components = Components.of(new SystemClock());
    List<Archive> archives =
        config.sinksOf(ClickHouseCommand.TYPE).stream()
            .map(sink -> components.config("sink", sink))
            .map(settings -> new Archive(settings.name(), ClickHouseSchema.of(settings)))
            .toList();
    if (archives.isEmpty()) {
      throw new InferenceException(
          ErrorCode.INVALID_CONFIGURATION,
          "expected a sink of type clickhouse, found none: say --clickhouse URL, such as"
              + " http://127.0.0.1:8123, or add one under 'sinks' (name: archive, type: clickhouse,"
              + " url: URL)");
    }
    return archives;
  }

  private void print(Archive archive, ObjectNode sink) {
    List<String> statements = new ArrayList<>();
    statements.add(archive.schema().databaseStatement());
    archive.schema().statements().forEach(statement -> statements.add(statement.strip()));
    strings(sink.putArray("statements"), statements);
    say("-- " + archive.name());
    statements.forEach(statement -> say(statement + ";"));
  }

  /** Makes what is missing; what differs in the rest. */
  private List<String> init(Archive archive, ObjectNode sink) {
    List<String> made = archive.schema().init(true);
    strings(sink.putArray("made"), made);
    made.forEach(each -> say(archive.name() + ": made " + each));
    if (made.isEmpty()) {
      say(archive.name() + ": the database and all tables were there");
    }
    List<String> differences = archive.schema().check();
    strings(sink.putArray("differences"), differences);
    return differences.stream().map(each -> archive.name() + ": " + each).toList();
  }

  private void say(String line) {
    if (!json) {
      session.console().line(line);
    }
  }

  private static void strings(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
