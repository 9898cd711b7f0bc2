package io.tickcast.transport.kafka;

import io.tickcast.servers.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** Makes, reads and drops topics of a broker by Kafka's own clients. */
final class TestTopics implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final Admin admin;
  private final Map<String, Object> client;

  TestTopics(KafkaServer server) {
    this(new HashMap<>(server.clientSettings()));
  }

  TestTopics(Map<String, Object> client) {
    this.client = client;
    this.admin = Admin.create(client);
  }

  void create(String topic, int partitions, Map<String, String> configuration) {
    NewTopic made = new NewTopic(topic, partitions, (short) 1).configs(configuration);
    await(() -> admin.createTopics(List.of(made)).all().get());
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                admin
                    .describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .stream()
                    .allMatch(partition -> partition.leader() != null));
  }

  void delete(String topic) {
    await(() -> admin.deleteTopics(List.of(topic)).all().get());
    Awaitility.await().atMost(PATIENCE).until(() -> !names().contains(topic));
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    await(() -> names.addAll(admin.listTopics().names().get()));
    return names;
  }

  /** The records of a topic now, partition by partition. */
  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(client, bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> read = new HashMap<>();
      partitions.forEach(partition -> read.put(partition, new ArrayList<>()));
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(r -> read.get(new TopicPartition(topic, r.partition())).add(r));
      }
      return partitions.stream().flatMap(partition -> read.get(partition).stream()).toList();
    }
  }

  List<byte[]> values(String topic) {
    return records(topic).stream().map(ConsumerRecord::value).toList();
  }

  List<String> ids(String topic) {
    return records(topic).stream().map(record -> header(record, "signal_id")).toList();
  }

  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.US_ASCII);
  }

  /** Something of the admin client that fails with checked exceptions. */
  interface Call {
    void run() throws ExecutionException, InterruptedException;
  }

  static void await(Call call) {
    try {
      call.run();
    } catch (ExecutionException e) {
      throw new AssertionError("expected the broker to do it, found " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
