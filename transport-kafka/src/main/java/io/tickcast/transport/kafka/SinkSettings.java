package io.tickcast.transport.kafka;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import io.tickcast.api.RecordKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a sink is told. <i>Immutable</i>; shows no secrets.
 *
 * @param name the sink's name in errors
 * @param bootstrapServers as Kafka takes them: {@code host:port,host:port}
 * @param topics where the records of a kind go; its keys are the kinds that the sink takes
 * @param clientId the name of the connections in the broker's logs, quotas and metrics
 * @param compression a name that Kafka knows
 * @param maxRecordBytes the largest record that is tried
 * @param requestTimeout how long a broker may take for one answer
 * @param deliveryTimeout how long records wait without any progress before the connection is made
 *     anew
 * @param closeTimeout how long closing waits for acknowledgements
 * @param creation how to make a topic that is not there; empty for not at all
 * @param security how to log in
 */
record SinkSettings(
    String name,
    String bootstrapServers,
    Map<RecordKind, String> topics,
    String clientId,
    String compression,
    int maxRecordBytes,
    Duration requestTimeout,
    Duration deliveryTimeout,
    Duration closeTimeout,
    Optional<TopicCreation> creation,
    SecuritySettings security) {
  static final String TOPIC = "trading_signals_archive";

  private static final Pattern TOPIC_NAME = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");
  private static final String TOPIC_EXPECTED =
      "the name of a topic, up to 249 of A-Z a-z 0-9 . _ -";
  private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final String ADDRESS =
      "([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.%]{2,50}\\]):[0-9]{1,5}";
  private static final Pattern ADDRESSES =
      Pattern.compile(ADDRESS + "( ?, ?" + ADDRESS + "){0,31}");

  private static final Set<String> OPTIONS =
      Set.of(
          "bootstrap_servers",
          "topic",
          "predictions_topic",
          "events_topic",
          "client_id",
          "compression",
          "max_record_bytes",
          "request_timeout",
          "delivery_timeout",
          "close_timeout",
          "create_topic");

  /**
   * Reads the options.
   *
   * @throws InferenceException (INVALID_CONFIGURATION) naming the option, what was expected and
   *     what was found
   */
  static SinkSettings of(ComponentConfig config) {
    Set<String> known = new HashSet<>(OPTIONS);
    known.addAll(TopicCreation.OPTIONS);
    known.addAll(SecuritySettings.OPTIONS);
    OptionReader options = OptionReader.of(config, known);
    return new SinkSettings(
        config.name(),
        addresses(options),
        topics(options),
        options.text("client_id", CLIENT_ID, "up to 100 of A-Z a-z 0-9 . _ -").orElse("tickcast"),
        options.choice("compression", "none", "none", "gzip", "lz4", "zstd", "snappy"),
        options.whole("max_record_bytes", 1_024, 16 << 20).orElse(1 << 20),
        options
            .duration("request_timeout", Duration.ofSeconds(1), Duration.ofMinutes(5))
            .orElse(Duration.ofSeconds(10)),
        options
            .duration("delivery_timeout", Duration.ofSeconds(5), Duration.ofHours(1))
            .orElse(Duration.ofMinutes(2)),
        options
            .duration("close_timeout", Duration.ZERO, Duration.ofMinutes(5))
            .orElse(Duration.ofSeconds(5)),
        TopicCreation.of(options),
        SecuritySettings.of(options));
  }

  private static String addresses(OptionReader options) {
    String addresses = options.required("bootstrap_servers");
    if (!ADDRESSES.matcher(addresses).matches()) {
      throw options.invalid(
          "bootstrap_servers",
          "host:port or several with commas between, such as localhost:9092",
          OneLine.quote(addresses));
    }
    for (String address : addresses.split(",", -1)) {
      int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1).strip());
      if (port < 1 || port > 65_535) {
        throw options.invalid(
            "bootstrap_servers", "ports from 1 to 65535", OneLine.quote(address.strip()));
      }
    }
    return addresses.replace(" ", "");
  }

  private static Map<RecordKind, String> topics(OptionReader options) {
    Map<RecordKind, String> topics = new EnumMap<>(RecordKind.class);
    topics.put(RecordKind.SIGNAL, options.text("topic", TOPIC_NAME, TOPIC_EXPECTED).orElse(TOPIC));
    add(topics, RecordKind.PREDICTION, options, "predictions_topic");
    add(topics, RecordKind.SWAP, options, "events_topic");
    return topics;
  }

  private static void add(
      Map<RecordKind, String> topics, RecordKind kind, OptionReader options, String option) {
    Optional<String> topic = options.text(option, TOPIC_NAME, TOPIC_EXPECTED);
    if (topic.isEmpty()) {
      return;
    }
    for (Map.Entry<RecordKind, String> other : topics.entrySet()) {
      if (other.getValue().equals(topic.get())) {
        throw options.invalid(
            option,
            "a topic of its own",
            OneLine.quote(topic.get()) + ", which is the topic of the " + plural(other.getKey()));
      }
    }
    topics.put(kind, topic.get());
  }

  private static String plural(RecordKind kind) {
    return kind.name().toLowerCase(Locale.ROOT) + "s";
  }

  /** Copies the topics. */
  SinkSettings {
    topics = Map.copyOf(topics);
  }

  /** The same servers and login for one topic alone, and with answers within a time. */
  SinkSettings forTrial(String topic, TopicCreation creation, Duration longest) {
    return new SinkSettings(
        name,
        bootstrapServers,
        Map.of(RecordKind.SIGNAL, topic),
        "tickcast-doctor",
        compression,
        maxRecordBytes,
        requestTimeout.compareTo(longest) < 0 ? requestTimeout : longest,
        deliveryTimeout,
        closeTimeout,
        Optional.of(creation),
        security);
  }

  /** Whether a topic may have that name. */
  static boolean isTopicName(String text) {
    return TOPIC_NAME.matcher(text).matches();
  }

  /** Each of the bootstrap servers, {@code host:port}. */
  List<String> addresses() {
    return List.of(bootstrapServers.split(",", -1));
  }

  /** The topics that are written to, in the order of the alphabet. */
  List<String> topicNames() {
    return topics.values().stream().sorted().toList();
  }

  /** The topic of a kind that the sink takes. */
  String topic(RecordKind kind) {
    String topic = topics.get(kind);
    if (topic == null) {
      throw new IllegalArgumentException(
          name + ": expected a record of " + topics.keySet() + ", found " + kind);
    }
    return topic;
  }

  /** A failure of what is behind {@code bootstrap_servers}, which its message begins with. */
  InferenceException failure(ErrorCode code, String message) {
    return failure(code, message, null);
  }

  InferenceException failure(ErrorCode code, String message, @Nullable Throwable cause) {
    return new InferenceException(code, bootstrapServers + ": " + message, cause);
  }
}
