package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the bindings of a running service with what serves, or the checkpoints in its stores. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Shows the bindings of a running service with what serves them.")
final class ModelListCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ModelsClient client = new ModelsClient();

  @Option(names = "--checkpoints", description = "Show what its stores hold instead.")
  private boolean checkpoints;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  ModelListCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    session.commandLogging();
    JsonNode answer = client.get(checkpoints ? "/checkpoints" : "");
    if (json) {
      session.console().line(answer.toString());
    } else if (checkpoints) {
      answer.path("checkpoints").forEach(this::checkpoint);
    } else {
      answer.path("bindings").forEach(this::binding);
    }
    return 0;
  }

  private void binding(JsonNode binding) {
    String problem = binding.path("problem").asText();
    line(text(binding, "name") + " (" + text(binding, "version") + ")", problem);
    for (JsonNode series : binding.path("series")) {
      JsonNode champion = series.path("champion");
      line(
          "  " + text(series, "symbol") + " " + text(series, "timeframe"),
          text(champion, "model_version")
              + ", champion"
              + (series.path("pinned").asBoolean() ? ", an operator's choice" : ""));
      line("    file", text(champion, "location") + ", sha256 " + text(champion, "model_sha256"));
      line("    checked", text(champion, "checked"));
      if (series.has("challenger")) {
        line("    challenger", text(series.path("challenger"), "model_version"));
      }
      series.path("hot").forEach(hot -> line("    hot", text(hot, "model_version")));
      event("since", series.path("last_swap"));
      event("challenge", series.path("last_challenge"));
      int suspended = series.path("challengers_suspended").asInt();
      if (suspended > 0) {
        line("    suspended", suspended + " challengers since the start");
      }
      event("refused", series.path("last_refusal"));
    }
  }

  private void event(String what, JsonNode event) {
    if (!event.isMissingNode()) {
      line("    " + what, ModelHistoryCommand.text(event));
    }
  }

  private void checkpoint(JsonNode found) {
    line(
        text(found, "name") + " " + text(found, "version"),
        text(found, "symbol")
            + " "
            + text(found, "timeframe")
            + " "
            + text(found, "status")
            + " "
            + text(found, "location"));
  }

  private void line(String what, String text) {
    session.console().line(Failures.oneLine(what + (text.isBlank() ? "" : ": " + text)));
  }

  private static String text(JsonNode node, String key) {
    return node.path(key).asText();
  }
}
