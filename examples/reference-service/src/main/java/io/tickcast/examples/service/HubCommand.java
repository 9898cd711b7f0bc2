package io.tickcast.examples.service;

import io.tickcast.core.SystemClock;
import io.tickcast.hub.Broadcast;
import io.tickcast.hub.DevelopmentHub;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a Central Hub for development. */
@Command(
    name = "hub",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs a Central Hub for development, on loopback alone, until SIGTERM or Ctrl-C: keeps the",
      "versions of operational configurations, gives the newest to services that ask, and tells",
      "them of new ones over NATS. The commands below are its clients."
    },
    footer = {
      "",
      "For example, in three terminals:",
      "  tickcast hub --nats nats://127.0.0.1:4222",
      "  tickcast serve --hub http://127.0.0.1:8000 --nats nats://127.0.0.1:4222 ...",
      "  tickcast hub set auto_reload=true model_version=1.2.4"
    })
final class HubCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8000",
      converter = PortOption.class,
      description = "The port; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".tickcast/hub",
      description = "Keeps the versions (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("");

  @Option(
      names = "--nats",
      paramLabel = "URL",
      description = "The NATS server that services are told on; without it they fetch when due.")
  private @Nullable String nats;

  HubCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    session.serviceLogging();
    session.termination().onSignals();
    Optional<Broadcast> broadcast = Optional.ofNullable(nats).map(HubBroadcast::over);
    try (DevelopmentHub hub = DevelopmentHub.create(port, data, broadcast, new SystemClock())) {
      hub.start();
      session.console().line("hub on " + hub.uri());
      while (!session.termination().await(Long.MAX_VALUE)) {
        // until somebody ends it
      }
    }
    return 0;
  }
}
