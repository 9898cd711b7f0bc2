package io.tickcast.examples.service;

import io.tickcast.api.ComponentConfig;
import io.tickcast.core.SystemClock;
import io.tickcast.servers.LocalServers;
import io.tickcast.sink.clickhouse.ClickHouseSchema;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the servers on this machine, and the service between them. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Starts NATS, Kafka, ClickHouse and a Central Hub on this machine, makes topic and tables, and"
          + " runs the service between them until SIGTERM or Ctrl-C; says how to send a bar, how to"
          + " watch, how to change settings and models.",
      "Installs the servers at the first time, which takes some minutes. A server takes its usual"
          + " port when that is free. To try things out: one broker and one engine keep no audit"
          + " trail."
    })
final class UpCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A configuration file; the addresses in it give way to those of the servers.")
  private @Nullable Path config;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "The folder of model files; without it and --config the demo's model serves.")
  private @Nullable String models;

  @Option(names = "--http", paramLabel = "PORT", description = "The port; 0 takes a free one.")
  private @Nullable String http;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".tickcast/up",
      description = "Keeps the data of service and servers (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("");

  UpCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    session.serviceLogging();
    session.termination().onSignals();
    Path folder = data.toAbsolutePath().normalize();
    Optional<Path> natsCli = install();
    try (UpServers servers = UpServers.start(folder, session.console());
        UpHub hub = UpHub.start(servers.nats.url(), folder, session.console())) {
      ServiceConfig loaded = load(servers, hub, folder, Optional.empty()).valid();
      Optional<Path> token = token(loaded, folder);
      if (token.isPresent()) {
        loaded = load(servers, hub, folder, token).valid();
      }
      makeTables(loaded);
      UpHints hints = new UpHints(folder.resolve("watch"), natsCli);
      try (Service service = Service.create(session, loaded, false)) {
        service.run(uri -> show(hints, servers, hub, uri, token));
      }
    }
    return 0;
  }

  /** Installs what is missing; gives back the client of NATS unless it is on the PATH. */
  private Optional<Path> install() throws InterruptedException {
    ServerInstall install = ServerInstall.of(session);
    install.require("nats-server", "kafka", "clickhouse");
    if (UpHints.isOnPath("nats", session.environment().getOrDefault("PATH", ""))) {
      return Optional.empty();
    }
    Optional<String> failure = install.run("nats-cli");
    failure.ifPresent(
        reason ->
            session.console().line("the command line client of NATS is not there: " + reason));
    return failure.isPresent() ? Optional.empty() : LocalServers.natsCli();
  }

  private boolean isDemo() {
    return config == null && models == null;
  }

  /** A token of its own, when nobody has said another one; who tries things out rolls back too. */
  private Optional<Path> token(ServiceConfig loaded, Path folder) throws IOException {
    boolean said =
        AdminTokens.find(loaded.models().adminTokenFile(), session.environment()).isPresent();
    return said ? Optional.empty() : Optional.of(AdminTokens.keptIn(folder));
  }

  private LoadedConfig load(UpServers servers, UpHub hub, Path folder, Optional<Path> token)
      throws IOException {
    Map<String, ConfigScope.Layered> flags = new HashMap<>();
    ServiceOptions.put(flags, "up", servers.nats.url(), "sources.nats.url", "sinks.nats.url");
    ServiceOptions.put(
        flags, "up", servers.kafka.bootstrapServers(), "sinks.kafka.bootstrap_servers");
    ServiceOptions.put(flags, "up", "true", "sinks.kafka.create_topic");
    ServiceOptions.put(flags, "up", "model_events", "sinks.kafka.events_topic");
    ServiceOptions.put(flags, "up", hub.url(), "hub.url");
    ServiceOptions.put(
        flags,
        "up",
        servers.clickHouse.url(),
        "sinks.clickhouse.url",
        "sources.clickhouse.url",
        "stores.clickhouse.url");
    ServiceOptions.put(flags, "up", folder.resolve("service").toString(), "data");
    ServiceOptions.put(flags, "--models", models, "models.folder", "stores.files.folder");
    ServiceOptions.put(flags, "--http", http, "http.port");
    token.ifPresent(
        file -> ServiceOptions.put(flags, "up", file.toString(), "http.admin_token_file"));
    if (isDemo()) {
      Path demo = folder.resolve("models");
      DemoAssets.copyModel(demo);
      ServiceOptions.put(flags, "up", demo.toString(), "models.folder", "stores.files.folder");
      ServiceOptions.put(
          flags, "up", DemoAssets.THRESHOLD, "operational.inference_settings.confidence_threshold");
    }
    return ServiceOptions.load(session, config, flags);
  }

  private void makeTables(ServiceConfig loaded) {
    for (ServiceConfig.Component sink : loaded.sinksOf(ClickHouseCommand.TYPE)) {
      ComponentConfig its = Components.of(new SystemClock()).config("sink", sink);
      for (String made : ClickHouseSchema.of(its).init(true)) {
        session.console().line("made        " + made);
      }
    }
  }

  private void show(
      UpHints hints, UpServers servers, UpHub hub, URI service, Optional<Path> token) {
    try {
      hints.lines(servers, isDemo()).forEach(session.console()::line);
      hub.hints(service).forEach(session.console()::line);
      UpHints.models(service, token).forEach(session.console()::line);
    } catch (IOException e) {
      session.console().line("how to watch it can not be told: " + Failures.described(e));
    }
  }
}
