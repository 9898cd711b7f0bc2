package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes settings in a hub. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Changes settings of the newest configuration in a hub, all in one new version; an empty",
      "value removes one. Keys are settings of the blocks operational and trading, such as",
      "model_version, operational.inference_settings.confidence_threshold or trading.state."
    })
final class HubSetCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private HubClientOptions hub = new HubClientOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "KEY=VALUE",
      description = "Settings, such as model_version=1.2.4 confidence_threshold=0.8.")
  private List<String> settings = List.of();

  @Option(
      names = "--unchecked",
      description = "Send keys that nobody knows too, as a path with dots, to see them refused.")
  private boolean unchecked;

  HubSetCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    session.commandLogging();
    ObjectNode patch = HubPatch.of(settings, unchecked);
    show(session, hub.client().send("PATCH", hub.path(), patch));
    return 0;
  }

  static void show(Session session, JsonNode made) {
    session.console().line("version " + made.path("version").asText() + " " + made.path("config"));
  }
}
