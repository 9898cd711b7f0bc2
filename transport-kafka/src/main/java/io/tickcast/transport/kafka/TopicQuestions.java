package io.tickcast.transport.kafka;

import io.tickcast.api.ErrorCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What a cluster is asked about one topic, each question with its time. Every method throws what
 * Kafka's client does. <i>Immutable</i>, and the client is thread-safe.
 *
 * @param admin asks, and belongs to the caller
 */
record TopicQuestions(SinkSettings settings, Admin admin, String topic) {
  /** How much later than Kafka's client the wait for it ends, in case that it died. */
  private static final Duration GRACE = Duration.ofMillis(500);

  /** What is known of the topic; empty when there is none. */
  Optional<TopicDescription> description(Duration time) {
    DescribeTopicsOptions options =
        new DescribeTopicsOptions().includeAuthorizedOperations(true).timeoutMs(millis(time));
    try {
      return Optional.of(
          await(
              answer(admin.describeTopics(List.of(topic), options).topicNameValues(), topic),
              time));
    } catch (UnknownTopicOrPartitionException e) {
      return Optional.empty();
    }
  }

  /** The description with the configuration that is in force. */
  TopicFacts facts(TopicDescription description, Duration time) {
    return new TopicFacts(
        topic,
        description.partitions().stream().map(TopicQuestions::partition).toList(),
        Optional.ofNullable(description.authorizedOperations())
            .map(rights -> rights.stream().map(AclOperation::name).sorted().toList()),
        configuration(time));
  }

  private static TopicFacts.Partition partition(TopicPartitionInfo info) {
    return new TopicFacts.Partition(
        info.partition(),
        info.leader() != null && !info.leader().isEmpty(),
        info.replicas().size(),
        info.isr().size());
  }

  /** Empty when it may not be read. */
  private Map<String, String> configuration(Duration time) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    DescribeConfigsOptions options = new DescribeConfigsOptions().timeoutMs(millis(time));
    try {
      Config config =
          await(answer(admin.describeConfigs(List.of(resource), options).values(), resource), time);
      Map<String, String> values = new HashMap<>();
      config.entries().stream()
          .filter(entry -> entry.value() != null)
          .forEach(entry -> values.put(entry.name(), entry.value()));
      return values;
    } catch (AuthorizationException e) {
      return Map.of();
    }
  }

  /** Makes the topic. */
  void create(NewTopic form, Duration time) {
    CreateTopicsOptions options = new CreateTopicsOptions().timeoutMs(millis(time));
    await(admin.createTopics(List.of(form), options).all(), time);
  }

  private static int millis(Duration time) {
    return Math.toIntExact(Math.max(1, time.toMillis()));
  }

  private static <K, V> V answer(Map<K, V> answers, K question) {
    return Objects.requireNonNull(answers.get(question), "an answer to each question");
  }

  private <T> T await(KafkaFuture<T> future, Duration time) {
    try {
      return future.get(time.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException failure) {
        throw failure;
      }
      throw new KafkaException("the admin client failed", e.getCause());
    } catch (java.util.concurrent.TimeoutException e) {
      throw new TimeoutException("no answer of the admin client", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw settings.failure(
          ErrorCode.EXTERNAL_UNAVAILABLE, "expected to look at the topics, found an interrupt", e);
    }
  }
}
