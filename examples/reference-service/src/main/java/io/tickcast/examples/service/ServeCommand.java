package io.tickcast.examples.service;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the configured service until SIGTERM or Ctrl-C. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs the service of a configuration, or of the flags alone, until SIGTERM or Ctrl-C.",
      "Flags win over the environment, the environment over the file. The address of a server",
      "is that of every source and sink of its kind; without one in the file it makes one."
    })
final class ServeCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ServiceOptions options = new ServiceOptions();

  ServeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    session.serviceLogging();
    session.termination().onSignals();
    ServiceConfig config = options.load(session).valid();
    try (Service service = Service.create(session, config, options.withoutArchive())) {
      service.run(uri -> {});
    }
    return 0;
  }
}
