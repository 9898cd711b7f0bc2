package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands that change the models of a running service share. <i>Confined.</i> */
final class ModelChange {
  @Mixin private ModelsClient client = new ModelsClient();

  @Parameters(
      paramLabel = "TARGET",
      defaultValue = ConfiguredModels.DEFAULT,
      description = "A binding, or one series such as EURUSD/5m (default: ${DEFAULT-VALUE}).")
  private String target = "";

  @Option(
      names = "--who",
      paramLabel = "NAME",
      description = "Who asks for it (default: the user).")
  private String who = System.getProperty("user.name", "operator");

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the history.")
  private String reason = "";

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** What serves already stays, with the event that made it serve. */
  private String text(JsonNode each) {
    if (!each.has("event")) {
      return each.path("summary").asText();
    }
    boolean ours =
        each.path("who").asText().equals(who) && each.path("reason").asText().equals(reason);
    return (ours ? "" : "nothing to change since ") + ModelHistoryCommand.text(each);
  }

  /** The body of a request, with what all of them say. */
  ObjectNode body() {
    return ModelsClient.body().put("target", target).put("who", who).put("reason", reason);
  }

  /**
   * Asks the service, and prints its answer.
   *
   * @param call the last part of the path
   * @param body what it is asked
   * @param shown the list of the answer whose summaries are for people
   */
  void run(Session session, String call, ObjectNode body, String shown)
      throws InterruptedException {
    session.commandLogging();
    JsonNode answer = client.post(call, body, session.environment());
    if (json) {
      session.console().line(answer.toString());
      return;
    }
    for (JsonNode each : answer.path(shown)) {
      session.console().line(Failures.oneLine(text(each)));
    }
  }
}
