package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.core.ModelEvent;
import io.tickcast.core.SwapHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what happened to models: of a running service, or of the data that one has left. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Shows what happened to models, the oldest first: who let which version serve, and why.",
      "With --data it needs no service."
    })
final class ModelHistoryCommand implements Callable<Integer> {
  private static final int MOST = 1_000;

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ModelsClient client = new ModelsClient();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder of a service, instead of a running one.")
  private @Nullable Path data;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "The most events to show, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  ModelHistoryCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    session.commandLogging();
    if (limit < 1 || limit > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--limit: expected 1 to " + MOST + ", found " + limit);
    }
    JsonNode answer = data == null ? client.get("/history?limit=" + limit) : offline(data);
    if (json) {
      session.console().line(answer.toString());
      return 0;
    }
    for (JsonNode event : answer.path("events")) {
      session.console().line(Failures.oneLine(text(event)));
    }
    return 0;
  }

  /** When something happened, and what. */
  static String text(JsonNode event) {
    return Instant.ofEpochMilli(event.path("created_at_ms").asLong())
        + " "
        + event.path("summary").asText();
  }

  private JsonNode offline(Path folder) {
    Path journal = folder.resolve("journal");
    if (!Files.isDirectory(journal)) {
      throw new InferenceException(
          ErrorCode.NOT_FOUND,
          "expected the data folder of a service, with a journal in it, found none at '"
              + folder
              + "'");
    }
    List<ModelEvent> all = SwapHistory.of(journal).list();
    ObjectNode answer = new ObjectMapper().createObjectNode();
    var events = answer.putArray("events");
    for (ModelEvent event : all.subList(Math.max(0, all.size() - limit), all.size())) {
      events
          .addObject()
          .put("event_id", event.id().toString())
          .put("event", event.kind().code())
          .put("binding", event.binding())
          .put("symbol", event.symbol())
          .put("timeframe", event.timeframe().code())
          .put("from_version", event.fromVersion())
          .put("to_version", event.toVersion())
          .put("from_sha256", event.fromSha256())
          .put("to_sha256", event.toSha256())
          .put("who", event.who())
          .put("reason", event.reason())
          .put("created_at_ms", event.createdAtMillis())
          .put("summary", event.summary());
    }
    return answer;
  }
}
