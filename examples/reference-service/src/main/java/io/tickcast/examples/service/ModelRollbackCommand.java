package io.tickcast.examples.service;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets the version before serve again in a running service. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Lets the version before serve again, within milliseconds while it is still hot."
    })
final class ModelRollbackCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ModelChange change = new ModelChange();

  ModelRollbackCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    change.run(session, "rollback", change.body(), "events");
    return 0;
  }
}
