package io.tickcast.examples.service;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a service finds its configuration: a file, and the flags that win over it. */
final class ServiceOptions {
  @Option(names = "--config", paramLabel = "FILE", description = "The configuration file.")
  private @Nullable Path config;

  @Option(
      names = "--nats",
      paramLabel = "URL",
      description = "The NATS server of source and sink, such as nats://127.0.0.1:4222.")
  private @Nullable String nats;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "The Kafka brokers of the archive.")
  private @Nullable String kafka;

  @Option(
      names = "--clickhouse",
      paramLabel = "URL",
      description =
          "The ClickHouse server of the archive, such as http://127.0.0.1:8123; its ml_features stand "
              + "in for NATS while that is away or silent, and its tables of checkpoints are a store of "
              + "models.")
  private @Nullable String clickHouse;

  @Option(
      names = "--hub",
      paramLabel = "URL",
      description = "The Central Hub to follow, such as http://127.0.0.1:8000.")
  private @Nullable String hub;

  @Option(names = "--models", paramLabel = "DIR", description = "The folder of model files.")
  private @Nullable String models;

  @Option(names = "--http", paramLabel = "PORT", description = "The port; 0 takes a free one.")
  private @Nullable String http;

  @Option(names = "--data", paramLabel = "DIR", description = "The folder that is written to.")
  private @Nullable String data;

  @Option(
      names = "--without-archive",
      description = "Run although nothing archives the signals; must be said.")
  private boolean withoutArchive;

  boolean withoutArchive() {
    return withoutArchive;
  }

  /** Whether anything says what to run. */
  boolean isEmpty() {
    return config == null && flags().isEmpty();
  }

  /** The configuration of file, environment and flags, with what its components find wrong. */
  LoadedConfig load(Session session) {
    return load(session, config, flags());
  }

  /**
   * The configuration of a file, the environment and flags, with what its components find wrong.
   *
   * @param file the file; null for none
   */
  static LoadedConfig load(
      Session session, @Nullable Path file, Map<String, ConfigScope.Layered> flags) {
    return Components.checked(
        file == null
            ? ConfigReader.withoutFile(session.environment(), flags)
            : ConfigReader.read(file, session.environment(), flags));
  }

  private Map<String, ConfigScope.Layered> flags() {
    Map<String, ConfigScope.Layered> flags = new HashMap<>();
    put(flags, "--nats", nats, "sources.nats.url", "sinks.nats.url");
    put(flags, "--kafka", kafka, "sinks.kafka.bootstrap_servers");
    put(flags, "--hub", hub, "hub.url");
    put(
        flags,
        "--clickhouse",
        clickHouse,
        "sinks.clickhouse.url",
        "sources.clickhouse.url",
        "stores.clickhouse.url");
    put(flags, "--models", models, "models.folder", "stores.files.folder");
    put(flags, "--http", http, "http.port");
    put(flags, "--data", data, "data");
    return flags;
  }

  /** Sets what a flag stands for, when it is given. */
  static void put(
      Map<String, ConfigScope.Layered> flags,
      String name,
      @Nullable String value,
      String... paths) {
    if (value != null) {
      for (String path : paths) {
        flags.put(path, new ConfigScope.Layered(value, Place.flag(name)));
      }
    }
  }
}
