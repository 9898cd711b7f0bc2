package io.tickcast.benchmarks.live;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.core.SystemClock;
import io.tickcast.servers.ClickHouseOptions;
import io.tickcast.servers.ClickHouseServer;
import io.tickcast.servers.KafkaOptions;
import io.tickcast.servers.KafkaServer;
import io.tickcast.sink.clickhouse.ClickHouseSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A real Kafka broker and a real ClickHouse engine. <i>Confined.</i>
 *
 * @param kafka the broker
 * @param clickHouse the engine, with the archive's tables
 */
record Archives(KafkaServer kafka, ClickHouseServer clickHouse) {
  private static final String TOPIC = "trading_signals_archive";
  private static final String DATABASE = "bench";

  /** As {@code up} starts them: what archives do late costs nothing. */
  private static final int NICENESS = 10;

  static Archives start(Path folder, Cleanup cleanup) {
    KafkaServer kafka =
        KafkaServer.start(new KafkaOptions().folder(folder.resolve("kafka")).niceness(NICENESS));
    cleanup.add(() -> end(kafka::kill, kafka::close));
    ClickHouseServer clickHouse =
        ClickHouseServer.start(
            new ClickHouseOptions().folder(folder.resolve("clickhouse")).niceness(NICENESS));
    cleanup.add(() -> end(clickHouse::kill, clickHouse::close));
    Map<String, String> options = Map.of("url", clickHouse.url(), "database", DATABASE);
    ClickHouseSchema.of(new ComponentConfig("the bench's ClickHouse", options, new SystemClock()))
        .init(true);
    return new Archives(kafka, clickHouse);
  }

  /** What it holds goes with it, so that there is nothing to be ended in order. */
  private static void end(Runnable kill, Runnable close) {
    kill.run();
    close.run();
  }

  /** The sinks of the service's configuration. */
  List<String> sinks() {
    return List.of(
        "  - {name: kafka, type: kafka, bootstrap_servers: \"%s\", create_topic: true}%n"
            .formatted(kafka.bootstrapServers()),
        "  - {name: clickhouse, type: clickhouse, url: \"%s\", database: %s}%n"
            .formatted(clickHouse.url(), DATABASE));
  }

  /** Lets both stand still, connections and all. */
  void freeze() {
    kafka.freeze();
    clickHouse.freeze();
  }

  /** Lets both go on. */
  void thaw() {
    kafka.thaw();
    clickHouse.thaw();
  }

  /**
   * Refuses archives that do not hold every signal.
   *
   * @param bars how many signals there were, all with ids of their own
   */
  void verify(long bars) {
    verify("signals in Kafka", bars, TopicIds.count(kafka.clientSettings(), TOPIC, bars));
    verify("signals in ClickHouse", bars, distinct("signal_id", "trading_signals"));
    verify("predictions in ClickHouse", bars, distinct("prediction_id", "model_predictions"));
  }

  private static void verify(String what, long expected, long found) {
    if (found != expected) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE, "expected " + expected + " " + what + ", found " + found);
    }
  }

  private long distinct(String id, String table) {
    return Long.parseLong(
        clickHouse
            .query("SELECT count(DISTINCT %s) FROM %s.%s".formatted(id, DATABASE, table))
            .strip());
  }
}
