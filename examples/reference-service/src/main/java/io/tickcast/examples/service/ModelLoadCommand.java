package io.tickcast.examples.service;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Parameters(paramLabel = "VERSION", description = "Such as 1.2.3, latest or status:production.")
  private String version = "";

  @Mixin private ModelChange change = new ModelChange();

  ModelLoadCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    change.run(session, "load", change.body().put("version", version), "verifications");
    return 0;
  }
}
