package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the versions of a hub. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Prints all versions of a configuration, the newest first.")
final class HubHistoryCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private HubClientOptions hub = new HubClientOptions();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  HubHistoryCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    session.commandLogging();
    JsonNode history = hub.client().get(hub.path() + "/history");
    if (json) {
      session.console().line(history.toString());
      return 0;
    }
    for (JsonNode version : history.path("versions")) {
      session
          .console()
          .line(
              version.path("version").asText()
                  + "  "
                  + Instant.ofEpochMilli(version.path("at_ms").asLong())
                  + "  "
                  + version.path("by").asText()
                  + "  "
                  + version.path("config"));
    }
    return 0;
  }
}
