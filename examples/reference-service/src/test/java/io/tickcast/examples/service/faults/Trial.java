package io.tickcast.examples.service.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.ComponentConfig;
import io.tickcast.core.SystemClock;
import io.tickcast.sink.clickhouse.ClickHouseSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One fault, again and again: a service with a journal, a topic and a database of its own, over as
 * many lives as it takes. <i>Confined.</i>
 */
final class Trial implements AutoCloseable {
  private static final int BARS_PER_SECOND = 200;

  final FaultServers servers;
  final Desk desk;
  final Path journal;
  private final Path folder;
  private final String name;
  private final Path config;
  private ServiceProcess service;
  private int lives;

  private Trial(
      FaultServers servers, Path folder, String name, String signalsUrl, String moreOfJournal)
      throws Exception {
    this.servers = servers;
    this.folder = Files.createDirectories(folder.resolve("trial_" + name));
    this.name = "trial_" + name;
    this.journal = this.folder.resolve("data").resolve("journal");
    FaultModel.write(this.folder.resolve("models"));
    ClickHouseSchema.of(
            new ComponentConfig(
                "trial",
                Map.of("url", servers.clickHouse.url(), "database", this.name),
                new SystemClock()))
        .init(true);
    this.config = this.folder.resolve("tickcast.yaml");
    Files.writeString(config, yaml(signalsUrl, moreOfJournal));
    this.desk =
        Desk.at(servers.nats.url(), signalsUrl.replace(servers.natsUrl(), servers.nats.url()));
  }

  /** A trial whose service is ready and under load. */
  static Trial under(FaultServers servers, Path folder, String name) throws Exception {
    return with(servers, folder, name, servers.natsUrl(), "");
  }

  /** The same with another server for signals, and more settings of the journal. */
  static Trial with(
      FaultServers servers, Path folder, String name, String signalsUrl, String moreOfJournal)
      throws Exception {
    return new Trial(servers, folder, name, signalsUrl, moreOfJournal).underLoad(List.of());
  }

  /** The same whose journal lies on a small disk. */
  static Trial on(
      SmallDisk disk, FaultServers servers, Path folder, String name, String moreOfJournal)
      throws Exception {
    Trial trial = new Trial(servers, folder, name, servers.natsUrl(), moreOfJournal);
    return trial.underLoad(disk.prefix(trial.journal));
  }

  private Trial underLoad(List<String> prefix) throws Exception {
    service = launch(prefix);
    service.awaitReady();
    desk.load(BARS_PER_SECOND);
    desk.awaitSignals(20);
    return this;
  }

  private String yaml(String signalsUrl, String moreOfJournal) {
    return """
        operational:
          inference_settings: {max_latency_ms: 60000}
        trading: {rules: {pyramiding: true}}
        models: {folder: models}
        sources:
          - {name: nats, type: nats, url: "%s"}
        sinks:
          - {name: nats, type: nats, url: "%s"}
          - {name: kafka, type: kafka, bootstrap_servers: "%s", topic: %s, create_topic: true}
          - {name: clickhouse, type: clickhouse, url: "%s", database: %s}
        http: {port: 0}
        data: data
        journal: {segment_bytes: 4MiB, reserve_bytes: 4MiB%s}
        """
        .formatted(
            servers.natsUrl(),
            signalsUrl,
            servers.kafka.bootstrapServers(),
            name,
            servers.clickHouseUrl(),
            name,
            moreOfJournal);
  }

  private ServiceProcess launch(List<String> prefix) throws Exception {
    Path log = folder.resolve("service-" + lives++ + ".log");
    return ServiceProcess.start(log, prefix, "serve", "--config", config.toString());
  }

  ServiceProcess service() {
    return service;
  }

  /** Another process on the same folder. */
  ServiceProcess another() throws Exception {
    return launch(List.of());
  }

  /** Starts the next life without looking at it. */
  ServiceProcess start() throws Exception {
    service.close();
    service = launch(List.of());
    return service;
  }

  /**
   * Starts the next life after a kill: its position is what was shown before or what was under way,
   * and with the fills delivered again it is their sum.
   */
  void startAgain() throws Exception {
    double shown = desk.lastPosition();
    start().awaitReady();
    assertThat(desk.askPosition()).isBetween(shown, (double) desk.fills());
    desk.deliverFillsAgain();
  }

  void load() {
    desk.load(BARS_PER_SECOND);
  }

  /** Ends the load and the service in order, and counts; nothing may be missing or changed. */
  Tally assertNothingLost(String injected, int times) throws Exception {
    desk.rest();
    desk.deliverFillsAgain();
    assertThat(desk.askPosition()).isEqualTo(desk.fills());
    service.awaitArchived();
    service.stop();
    Archived archived = Archived.read(servers.kafka, name, servers.clickHouse, name);
    Tally tally = Tally.of(desk, archived);
    Report.counts(injected, times, tally);
    assertThat(tally.missing()).as("missing: %s", tally).isZero();
    assertThat(tally.changed()).as("changed: %s %s", tally, desk.conflicts()).isZero();
    assertThat(archived.withoutPrediction).isZero();
    assertThat(tally.onNats()).isPositive();
    return tally;
  }

  @Override
  public void close() {
    if (service != null) {
      service.close();
    }
    desk.close();
    servers.heal();
  }
}
