package io.tickcast.transport.kafka;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import io.tickcast.transport.kafka.TopicFinding.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/**
 * One look at the cluster and its topics, from the first byte on a connection. Blocks, for a few
 * answers of the cluster at most. <i>Confined</i>, but for {@link #cancel}.
 */
final class TopicInspection {
  /** How long requests may go on once nobody waits for them; zero would be for ever. */
  private static final Duration END = Duration.ofMillis(1);

  private static final String LOOK = "a look at the topics";
  private static final long BETWEEN_LOOKS_MILLIS = 50;

  private final SinkSettings settings;
  private final boolean mayCreate;
  private final BootstrapProbe probe;
  private final List<TopicFinding> missing = new ArrayList<>();
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private volatile @Nullable Admin open;

  /**
   * Prepares a look.
   *
   * @param mayCreate whether to make a missing topic where the settings say so
   */
  TopicInspection(SinkSettings settings, boolean mayCreate) {
    this.settings = settings;
    this.mayCreate = mayCreate;
    this.probe = new BootstrapProbe(settings);
  }

  /**
   * Looks.
   *
   * @throws InferenceException (EXTERNAL_UNAVAILABLE, EXTERNAL_MISMATCH) when the cluster does not
   *     answer, does not let the user in, or has no such topic
   */
  TopicReport run() {
    probe.run();
    try {
      return look();
    } catch (InferenceException e) {
      throw e;
    } catch (TimeoutException e) {
      throw settings.security().isEncrypted() && probe.speaksPlainly()
          ? withoutTls(e)
          : KafkaFailures.of(settings, LOOK, e);
    } catch (RuntimeException e) {
      throw KafkaFailures.of(settings, LOOK, e);
    }
  }

  /** Kafka's client says nothing but that nobody answers. */
  private InferenceException withoutTls(TimeoutException e) {
    return settings.failure(
        ErrorCode.EXTERNAL_MISMATCH,
        "expected a Kafka broker that speaks "
            + settings.security().protocol()
            + " (option security_protocol), found one that speaks without TLS",
        e);
  }

  private TopicReport look() {
    Admin admin = Admin.create(ClientProperties.admin(settings));
    open = admin;
    try {
      requireNotCancelled();
      List<TopicFacts> topics = new ArrayList<>();
      for (String topic : settings.topicNames()) {
        facts(new TopicQuestions(settings, admin, topic)).ifPresent(topics::add);
      }
      return TopicReport.of(settings, topics, missing);
    } finally {
      admin.close(END);
    }
  }

  /** Ends a run that another thread waits in. */
  void cancel() {
    cancelled.countDown();
    probe.cancel();
    Admin admin = open;
    if (admin != null) {
      admin.close(END);
    }
  }

  private void requireNotCancelled() {
    if (cancelled.getCount() == 0) {
      throw settings.failure(
          ErrorCode.EXTERNAL_UNAVAILABLE, "expected to look at the topics, found the sink closed");
    }
  }

  private Optional<TopicFacts> facts(TopicQuestions questions) {
    Optional<TopicDescription> found = questions.description(settings.requestTimeout());
    if (found.isPresent()) {
      return Optional.of(questions.facts(found.get(), settings.requestTimeout()));
    }
    String topic = questions.topic();
    Optional<TopicCreation> creation = settings.creation();
    if (mayCreate) {
      TopicCreation asked = creation.orElseThrow(() -> noTopic(settings, topic));
      TopicDescription made = created(questions, asked);
      return Optional.of(questions.facts(made, settings.requestTimeout()));
    }
    missing.add(
        creation
            .map(
                asked ->
                    TopicFinding.note(
                        String.format(
                            Locale.ROOT,
                            "topic %s does not exist; the sink makes it when it opens: %s",
                            topic,
                            asked.inWords())))
            .orElseGet(() -> new TopicFinding(Severity.FAULT, notThere(topic), howToMake(topic))));
    return Optional.empty();
  }

  /** What to do about a topic that is missing. */
  static InferenceException noTopic(SinkSettings settings, String topic) {
    return settings.failure(ErrorCode.EXTERNAL_MISMATCH, notThere(topic) + ": " + howToMake(topic));
  }

  private static String notThere(String topic) {
    return String.format(
        Locale.ROOT,
        "topic %s: expected an existing topic, found none and create_topic false",
        topic);
  }

  private static String howToMake(String topic) {
    return String.format(
        Locale.ROOT,
        "make it (such as kafka-topics.sh --create --topic %s --partitions 6 --replication-factor 3"
            + " --config min.insync.replicas=2), or set create_topic",
        topic);
  }

  private TopicDescription created(TopicQuestions questions, TopicCreation creation) {
    String topic = questions.topic();
    try {
      questions.create(creation.topic(topic), settings.requestTimeout());
    } catch (TopicExistsException e) {
      // Somebody else was quicker, and what they made is looked at like any other.
    } catch (TimeoutException e) {
      throw KafkaFailures.of(settings, "a new topic", e);
    } catch (KafkaException e) {
      throw settings.failure(
          ErrorCode.EXTERNAL_MISMATCH,
          String.format(
              Locale.ROOT,
              "topic %s: expected to make it as create_topic says (%s), found %s",
              topic,
              creation.inWords(),
              OneLine.of(e)),
          e);
    }
    return awaitCreated(questions);
  }

  /** A new topic is known to one broker after the other. */
  private TopicDescription awaitCreated(TopicQuestions questions) {
    Deadline deadline = Deadline.after(settings.requestTimeout());
    while (!deadline.hasPassed()) {
      Optional<TopicDescription> found = questions.description(settings.requestTimeout());
      if (found.isPresent()
          && found.get().partitions().stream().allMatch(p -> p.leader() != null)) {
        return found.get();
      }
      pause();
    }
    throw settings.failure(
        ErrorCode.EXTERNAL_UNAVAILABLE,
        "topic "
            + questions.topic()
            + ": expected it to be there once it was made, found none yet");
  }

  private void pause() {
    try {
      if (cancelled.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
        requireNotCancelled();
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private InferenceException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return settings.failure(
        ErrorCode.EXTERNAL_UNAVAILABLE, "expected to look at the topics, found an interrupt", e);
  }
}
