package io.tickcast.examples.service;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Has another version scored beside the one that serves in a running service. */
@Command(
    name = "challenge",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Has a version scored beside the one that serves: every bar is decided by it too, recorded",
      "with the role challenger, and published to nobody. It takes its time from the bars behind."
    })
final class ModelChallengeCommand implements Callable<Integer> {
  private static final String NONE = "none";

  private final Session session;

  @Parameters(
      paramLabel = "VERSION",
      description = "Such as 1.2.3, latest or status:staging; " + NONE + " ends it.")
  private String version = "";

  @Mixin private ModelChange change = new ModelChange();

  ModelChallengeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    String wanted = version.equals(NONE) ? "" : version;
    change.run(session, "challenge", change.body().put("version", wanted), "events");
    return 0;
  }
}
