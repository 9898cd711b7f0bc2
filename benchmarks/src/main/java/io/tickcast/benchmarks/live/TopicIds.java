package io.tickcast.benchmarks.live;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts the different signals in a topic. */
final class TopicIds {
  private static final String ID = "signal_id";
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);

  private TopicIds() {}

  /**
   * Reads a topic from its beginning to its present end.
   *
   * @param settings of the client
   * @param topic to read
   * @param expected how many there should be
   * @return how many there are; fewer when reading takes more than a minute
   */
  static long count(Map<String, String> settings, String topic, long expected) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("enable.auto.commit", "false");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(all, bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return read(consumer, expected, consumer.endOffsets(partitions));
    }
  }

  private static long read(
      KafkaConsumer<byte[], byte[]> consumer, long expected, Map<TopicPartition, Long> ends) {
    Set<String> ids = new HashSet<>((int) (expected * 2));
    long deadline = System.nanoTime() + LONGEST_NANOS;
    while (isBefore(consumer, ends) && System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(500))) {
        Header id = each.headers().lastHeader(ID);
        ids.add(id == null ? "" : new String(id.value(), StandardCharsets.US_ASCII));
      }
    }
    return ids.size();
  }

  private static boolean isBefore(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }
}
