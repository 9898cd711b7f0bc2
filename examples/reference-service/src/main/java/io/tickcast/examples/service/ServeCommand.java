package io.tickcast.examples.service;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the configured service until SIGTERM or Ctrl-C. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs the service of a configuration until SIGTERM or Ctrl-C.",
      "Flags win over the environment, the environment over the file."
    })
final class ServeCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--config", paramLabel = "FILE", description = "The configuration file.")
  private @Nullable Path config;

  @Option(names = "--models", paramLabel = "DIR", description = "The folder of model files.")
  private @Nullable String models;

  @Option(names = "--http", paramLabel = "PORT", description = "The port; 0 takes a free one.")
  private @Nullable String http;

  @Option(names = "--data", paramLabel = "DIR", description = "The folder that sinks write to.")
  private @Nullable String data;

  @Option(
      names = "--without-archive",
      description = "Run although no sink archives the signals; must be said.")
  private boolean withoutArchive;

  ServeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    session.serviceLogging();
    session.termination().onSignals();
    LoadedConfig loaded =
        config == null
            ? ConfigReader.withoutFile(session.environment(), flags())
            : ConfigReader.read(config, session.environment(), flags());
    ServiceConfig valid = Components.checked(loaded).valid();
    try (Service service = Service.create(session, valid, withoutArchive)) {
      service.run();
    }
    return 0;
  }

  private Map<String, ConfigScope.Layered> flags() {
    Map<String, ConfigScope.Layered> flags = new HashMap<>();
    put(flags, "models.folder", models, "--models");
    put(flags, "http.port", http, "--http");
    put(flags, "data", data, "--data");
    return flags;
  }

  private static void put(
      Map<String, ConfigScope.Layered> flags, String path, @Nullable String value, String name) {
    if (value != null) {
      flags.put(path, new ConfigScope.Layered(value, Place.flag(name)));
    }
  }
}
