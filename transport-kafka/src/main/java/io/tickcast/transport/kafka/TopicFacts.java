package io.tickcast.transport.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the brokers say about a topic. <i>Immutable.</i>
 *
 * @param topic its name
 * @param partitions the state of each
 * @param rights what the sink's user may do with it, by Kafka's names; empty when not said
 * @param configuration what is in force, by Kafka's names; empty when it may not be read
 */
record TopicFacts(
    String topic,
    List<Partition> partitions,
    Optional<List<String>> rights,
    Map<String, String> configuration) {

  /**
   * The state of a partition.
   *
   * @param id its number
   * @param hasLeader whether a broker takes records for it
   * @param replicas on how many brokers it is to be
   * @param inSync on how many of them everything acknowledged is
   */
  record Partition(int id, boolean hasLeader, int replicas, int inSync) {}

  TopicFacts {
    partitions = List.copyOf(partitions);
    configuration = Map.copyOf(configuration);
  }

  /** The smallest number of replicas of a partition. */
  int replication() {
    return partitions.stream().mapToInt(Partition::replicas).min().orElse(0);
  }

  /** How many replicas acknowledge a record; 1 when that may not be read. */
  int minInsyncReplicas() {
    return (int) number("min.insync.replicas", 1);
  }

  /** A number of the configuration. */
  long number(String key, long otherwise) {
    String value = configuration.get(key);
    return value == null || value.isBlank() ? otherwise : Long.parseLong(value);
  }
}
