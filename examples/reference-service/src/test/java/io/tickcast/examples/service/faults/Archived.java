package io.tickcast.examples.service.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.servers.ClickHouseServer;
import io.tickcast.servers.KafkaServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What is in the archives of a trial, by signal id. <i>Confined.</i> */
final class Archived {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String METADATA = ",\"metadata\":";

  final Map<String, String> kafka = new LinkedHashMap<>();
  final Map<String, JsonNode> clickHouse = new LinkedHashMap<>();

  /** Ids that have two contents somewhere, or more than one row after merging. */
  final Set<String> changed = new HashSet<>();

  int kafkaRepeats;
  long withoutPrediction;

  static Archived read(KafkaServer kafka, String topic, ClickHouseServer clickHouse, String base)
      throws IOException {
    Archived archived = new Archived();
    archived.readTopic(kafka, topic);
    archived.readTables(clickHouse, base);
    return archived;
  }

  private void readTopic(KafkaServer server, String topic) {
    StringDeserializer text = new StringDeserializer();
    Map<String, Object> settings = new HashMap<>(server.clientSettings());
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings, text, text)) {
      List<TopicPartition> partitions = new ArrayList<>();
      consumer
          .partitionsFor(topic)
          .forEach(it -> partitions.add(new TopicPartition(topic, it.partition())));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(it -> consumer.position(it.getKey()) < it.getValue())) {
        consumer.poll(PATIENCE).forEach(record -> keep(record.value()));
      }
    }
  }

  private void keep(String text) {
    String id = tree(text).get("signal_id").textValue();
    String before = kafka.putIfAbsent(id, text);
    if (before != null) {
      kafkaRepeats++;
      if (!before.equals(text)) {
        changed.add(id);
      }
    }
  }

  private void readTables(ClickHouseServer server, String base) {
    String rows =
        server.query(
            "SELECT * EXCEPT created_at FROM "
                + base
                + ".trading_signals FINAL FORMAT JSONEachRow");
    rows.lines()
        .forEach(
            line -> {
              JsonNode row = tree(line);
              String id = row.get("signal_id").textValue();
              if (clickHouse.put(id, row) != null) {
                changed.add(id);
              }
            });
    withoutPrediction =
        Long.parseLong(
            server
                .query(
                    "SELECT count() FROM "
                        + base
                        + ".trading_signals WHERE signal_id NOT IN (SELECT signal_id FROM "
                        + base
                        + ".model_predictions)")
                .strip());
  }

  /** Whether a row holds what a signal says, its metadata to the byte. */
  static boolean same(String signal, JsonNode row) {
    JsonNode wire = tree(signal);
    int at = signal.indexOf(METADATA);
    String metadata = signal.substring(at + METADATA.length(), signal.length() - 1);
    boolean same = metadata.equals(row.get("metadata").textValue());
    for (String name :
        List.of("signal_id", "symbol", "timeframe", "signal_type", "model_version")) {
      same &= wire.get(name).textValue().equals(row.get(name).textValue());
    }
    same &= wire.get("timestamp_ms").longValue() == row.get("timestamp_ms").asLong();
    for (String name :
        List.of(
            "confidence_score",
            "entry_price",
            "stop_loss",
            "take_profit",
            "position_size_recommended")) {
      same &=
          wire.get(name).isNull()
              ? row.get(name).isNull()
              : wire.get(name).doubleValue() == row.get(name).doubleValue();
    }
    return same;
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("expected JSON, found " + text, e);
    }
  }
}
