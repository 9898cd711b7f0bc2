package io.tickcast.examples.service;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets another version serve in a running service. */
@Command(
    name = "promote",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Lets another version serve: the service loads and verifies it beside the one that serves,",
      "then changes between two bars. What does not verify is refused, and the old one serves on."
    })
final class ModelPromoteCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "VERSION", description = "Such as 1.2.3, latest or status:production.")
  private String version = "";

  @Mixin private ModelChange change = new ModelChange();

  ModelPromoteCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    change.run(session, "promote", change.body().put("version", version), "events");
    return 0;
  }
}
