package io.tickcast.examples.service;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the newest configuration of a hub. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Prints the newest configuration of a hub with its version, as JSON.")
final class HubGetCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private HubClientOptions hub = new HubClientOptions();

  HubGetCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    session.commandLogging();
    session.console().line(hub.client().get(hub.path()).toPrettyString());
    return 0;
  }
}
