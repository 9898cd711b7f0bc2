package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes an old configuration of a hub the newest. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Makes an old configuration the newest, under a new version.")
final class HubRollbackCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private HubClientOptions hub = new HubClientOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "VERSION",
      description = "Which one; the one before the newest when it is not said.")
  private @Nullable Long version;

  HubRollbackCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    session.commandLogging();
    ObjectNode body = new ObjectMapper().createObjectNode();
    if (version != null) {
      body.put("version", version);
    }
    HubSetCommand.show(session, hub.client().send("POST", hub.path() + "/rollback", body));
    return 0;
  }
}
