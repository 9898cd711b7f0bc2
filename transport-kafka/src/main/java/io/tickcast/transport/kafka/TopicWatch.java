package io.tickcast.transport.kafka;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the cluster now and then whether its topics take records, through a client of its own that
 * is made once: the producer answers from what it has heard before. <i>Thread-safe.</i>
 */
final class TopicWatch {
  /** How long requests may go on once nobody waits for them; zero would be for ever. */
  private static final Duration END = Duration.ofMillis(1);

  private final SinkSettings settings;
  private @Nullable Admin admin;
  private boolean closed;

  TopicWatch(SinkSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns when each topic is there, and each of its partitions has a leader and as many replicas
   * in sync as it needs. Asks nobody that was not seen to be a Kafka broker before.
   *
   * @throws InferenceException (EXTERNAL_UNAVAILABLE, EXTERNAL_MISMATCH) why not; (ILLEGAL_STATE)
   *     when it was closed
   */
  void require(Deadline deadline) {
    Admin client = client();
    TopicReport report;
    try {
      report = TopicReport.of(settings, facts(client, deadline), List.of());
    } catch (KafkaException e) {
      throw KafkaFailures.of(settings, "answers about the topics", e);
    }
    Optional<InferenceException> failure = report.failure(settings);
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private synchronized Admin client() {
    if (closed) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE, settings.name() + ": expected an open sink, found a closed one");
    }
    Admin current = admin;
    if (current == null) {
      current = Admin.create(properties());
      admin = current;
    }
    return current;
  }

  /** Under a name of its own: the library registers what it measures by the name of the client. */
  private Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>(ClientProperties.admin(settings));
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, settings.clientId() + "-watch");
    return properties;
  }

  private List<TopicFacts> facts(Admin client, Deadline deadline) {
    List<TopicFacts> topics = new ArrayList<>();
    for (String topic : settings.topicNames()) {
      TopicQuestions questions = new TopicQuestions(settings, client, topic);
      TopicDescription description =
          questions
              .description(left(deadline))
              .orElseThrow(() -> TopicInspection.noTopic(settings, topic));
      topics.add(questions.facts(description, left(deadline)));
    }
    return topics;
  }

  private static Duration left(Deadline deadline) {
    return Duration.ofNanos(deadline.leftNanos());
  }

  /** Ends the client; who waits for it is told so. */
  void close() {
    Admin last;
    synchronized (this) {
      closed = true;
      last = admin;
    }
    if (last != null) {
      last.close(END);
    }
  }
}
