package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has a running service load a version and keep it ready. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Has a running service load and verify a version and keep it ready, so that its promotion",
      "takes no time."
    })
final class ModelLoadCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ModelsClient client = new ModelsClient();

  @Parameters(paramLabel = "VERSION", description = "Such as 1.2.3, latest or status:production.")
  private String version = "";

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

  ModelLoadCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    session.commandLogging();
    ObjectNode body = ModelsClient.body().put("target", target);
    body.put("who", who).put("reason", reason);
    body.put("version", version);
    JsonNode answer = client.post("load", body, session.environment());
    if (json) {
      session.console().line(answer.toString());
      return 0;
    }
    for (JsonNode each : answer.path("verifications")) {
      session.console().line(Failures.oneLine(each.path("summary").asText()));
    }
    return 0;
  }
}
