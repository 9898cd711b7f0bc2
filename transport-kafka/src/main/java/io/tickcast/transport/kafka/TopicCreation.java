package io.tickcast.transport.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How a topic that is not there is made. What is empty is left to the broker's defaults.
 * <i>Immutable.</i>
 *
 * @param partitions at least 1
 * @param replication on how many brokers each partition is
 * @param minInsyncReplicas how many of them acknowledge a record
 * @param retention how long records are kept; a negative one for ever
 * @param stamped whether the broker's clock gives records their time, and not the producer's
 */
record TopicCreation(
    Optional<Integer> partitions,
    Optional<Integer> replication,
    Optional<Integer> minInsyncReplicas,
    Optional<Duration> retention,
    boolean stamped) {
  static final Set<String> OPTIONS =
      Set.of("partitions", "replication", "min_insync_replicas", "retention");

  private static final Duration FOR_EVER = Duration.ofMillis(-1);

  static Optional<TopicCreation> of(OptionReader options) {
    if (!options.flag("create_topic", false)) {
      OPTIONS.stream()
          .filter(options::has)
          .sorted()
          .findFirst()
          .ifPresent(
              key -> {
                throw options.invalid(
                    "create_topic", "true with the option " + key, "false: it would do nothing");
              });
      return Optional.empty();
    }
    Optional<Integer> replication = options.whole("replication", 1, 100);
    Optional<Integer> minimum = options.whole("min_insync_replicas", 1, 100);
    if (minimum.isPresent() && replication.isPresent() && minimum.get() > replication.get()) {
      throw options.invalid(
          "min_insync_replicas",
          "no more than the " + replication.get() + " of the option replication",
          minimum.get().toString());
    }
    return Optional.of(
        new TopicCreation(
            options.whole("partitions", 1, 10_000),
            replication,
            minimum,
            retention(options),
            false));
  }

  private static Optional<Duration> retention(OptionReader options) {
    if (options.text("retention").map(String::strip).equals(Optional.of("forever"))) {
      return Optional.of(FOR_EVER);
    }
    return options.duration("retention", Duration.ofHours(1), Duration.ofDays(36_500));
  }

  NewTopic topic(String name) {
    Map<String, String> configuration = new HashMap<>();
    configuration.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    minInsyncReplicas.ifPresent(
        count ->
            configuration.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(count)));
    retention.ifPresent(
        time -> configuration.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(time.toMillis())));
    if (stamped) {
      configuration.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    }
    return new NewTopic(name, partitions, replication.map(Integer::shortValue))
        .configs(configuration);
  }

  /** What the options ask for, for messages. */
  String inWords() {
    return String.format(
        Locale.ROOT,
        "partitions %s, replication %s, min_insync_replicas %s",
        orDefault(partitions),
        orDefault(replication),
        orDefault(minInsyncReplicas));
  }

  private static String orDefault(Optional<Integer> value) {
    return value.map(String::valueOf).orElse("as the broker says");
  }
}
