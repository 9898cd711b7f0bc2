package io.tickcast.transport.kafka;

import static io.tickcast.api.ErrorCode.EXTERNAL_MISMATCH;
import static io.tickcast.api.ErrorCode.EXTERNAL_UNAVAILABLE;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Turns what Kafka's clients throw into one line: setting, expectation, finding. */
final class KafkaFailures {
  private static final int DEEPEST = 20;

  /** The broker's word about our side of a handshake, not ours about its. */
  private static final String ALERT = "Received fatal alert";

  private static final Meaning OURS_REFUSED =
      new Meaning(
          SslAuthenticationException.class,
          EXTERNAL_MISMATCH,
          "a TLS certificate in ssl_keystore_* that the broker takes");

  /** What a kind of exception says about the cluster; the more special kinds come first. */
  private static final List<Meaning> MEANINGS =
      List.of(
          new Meaning(
              SslAuthenticationException.class,
              EXTERNAL_MISMATCH,
              "a TLS certificate of the host in bootstrap_servers that ssl_truststore_* trusts"),
          new Meaning(
              SaslAuthenticationException.class,
              EXTERNAL_MISMATCH,
              "a login that username, password and sasl_mechanism open"),
          new Meaning(
              AuthenticationException.class,
              EXTERNAL_MISMATCH,
              "a login as security_protocol and sasl_mechanism say"),
          new Meaning(
              TopicAuthorizationException.class,
              EXTERNAL_MISMATCH,
              "the rights Describe and Write"),
          new Meaning(
              ClusterAuthorizationException.class,
              EXTERNAL_MISMATCH,
              "the right Write (brokers before 2.8: also IdempotentWrite on the cluster)"),
          new Meaning(
              UnknownTopicOrPartitionException.class, EXTERNAL_MISMATCH, "the topic to be there"),
          new Meaning(
              InvalidTimestampException.class,
              EXTERNAL_MISMATCH,
              "a clock within the topic's message.timestamp.before.max.ms and after.max.ms"),
          new Meaning(
              UnsupportedVersionException.class,
              EXTERNAL_MISMATCH,
              "brokers of Kafka 2.1 or newer"),
          new Meaning(
              NotEnoughReplicasException.class,
              EXTERNAL_UNAVAILABLE,
              "as many replicas in sync as min.insync.replicas says"),
          new Meaning(
              NotEnoughReplicasAfterAppendException.class,
              EXTERNAL_UNAVAILABLE,
              "as many replicas in sync as min.insync.replicas says"),
          new Meaning(
              TimeoutException.class,
              EXTERNAL_UNAVAILABLE,
              "answers of the brokers at the addresses that they advertise, by security_protocol"));

  private record Meaning(Class<? extends Throwable> kind, ErrorCode code, String expected) {}

  private KafkaFailures() {}

  /**
   * A failure.
   *
   * @param otherwise what was expected, for exceptions that do not say
   * @param thrown by Kafka's clients; what counts may be its cause
   */
  static InferenceException of(SinkSettings settings, String otherwise, Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; i < DEEPEST && cause != null; i++) {
      Optional<Meaning> meaning = meaning(cause);
      if (meaning.isPresent()) {
        return failure(settings, meaning.get(), cause);
      }
      cause = cause.getCause();
    }
    return failure(settings, new Meaning(Throwable.class, EXTERNAL_UNAVAILABLE, otherwise), thrown);
  }

  private static Optional<Meaning> meaning(Throwable thrown) {
    return MEANINGS.stream().filter(meaning -> meaning.kind().isInstance(thrown)).findFirst();
  }

  private static InferenceException failure(
      SinkSettings settings, Meaning meaning, Throwable thrown) {
    String found = found(thrown);
    Meaning told = found.contains(ALERT) ? OURS_REFUSED : meaning;
    return settings.failure(
        told.code(),
        String.format(
            Locale.ROOT,
            "%s: expected %s, found %s",
            about(settings, thrown),
            told.expected(),
            found),
        thrown);
  }

  /** The topics, and who wants to write to them. */
  private static String about(SinkSettings settings, Throwable thrown) {
    String topics = "topic " + String.join(", ", settings.topicNames());
    String user = settings.security().user();
    boolean ofUser =
        thrown instanceof AuthorizationException || thrown instanceof AuthenticationException;
    return ofUser && !user.isEmpty() ? topics + ", user " + OneLine.quote(user) : topics;
  }

  /** What an exception says; of a failed handshake, the reason below it. */
  private static String found(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return OneLine.of(
        thrown instanceof SslAuthenticationException && cause != null ? cause : thrown);
  }
}
