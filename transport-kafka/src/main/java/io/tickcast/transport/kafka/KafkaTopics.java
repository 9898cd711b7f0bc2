package io.tickcast.transport.kafka;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import io.tickcast.transport.kafka.TopicFinding.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the topics of a sink, for a doctor or a deployment check. <i>Thread-safe.</i> */
public final class KafkaTopics {
  /** A topic for records that are written to see whether they come back. */
  public static final String TRIAL_TOPIC = "tickcast_doctor";

  private KafkaTopics() {}

  /**
   * Looks at the cluster and the topics that a sink would write to; makes and changes nothing.
   * Blocks until the cluster has answered a few requests, at most for a few times {@code
   * request_timeout}.
   *
   * @param config the options of the sink
   * @return what was found, the gravest first of each topic; a note that sums up at the end, when
   *     the cluster answered
   * @throws InferenceException (INVALID_CONFIGURATION) naming the option, what was expected and
   *     what was found
   */
  public static List<TopicFinding> check(ComponentConfig config) {
    SinkSettings settings = SinkSettings.of(config);
    TlsStores.require(settings);
    try {
      TopicReport report = new TopicInspection(settings, false).run();
      List<TopicFinding> findings = new ArrayList<>(report.findings());
      findings.add(TopicFinding.note(report.summary()));
      return List.copyOf(findings);
    } catch (InferenceException e) {
      return List.of(notReached(e));
    }
  }

  /**
   * Writes a record with {@code acks=all} and reads it back, in a topic that is there for nothing
   * else: those who read the audit trail must see signals alone. A topic that is missing is made
   * with one partition and a retention of an hour, where the rights allow it. Blocks for a few
   * seconds at most, whatever the cluster does.
   *
   * @param config the options of the sink
   * @param topic where to write, such as {@link #TRIAL_TOPIC}; none of the sink's own
   * @return what was found, at least one
   * @throws InferenceException (INVALID_CONFIGURATION) naming the option, what was expected and
   *     what was found
   */
  public static RoundTrip roundTrip(ComponentConfig config, String topic) {
    SinkSettings settings = SinkSettings.of(config);
    if (!SinkSettings.isTopicName(topic) || settings.topicNames().contains(topic)) {
      throw new InferenceException(
          ErrorCode.INVALID_CONFIGURATION,
          settings.name()
              + ": expected the name of a topic to try that is none of "
              + settings.topicNames()
              + ", found "
              + OneLine.quote(topic));
    }
    TlsStores.require(settings);
    return new TopicRoundTrip(settings, topic, config.clock()).run();
  }

  /** What keeps the cluster from being looked at. */
  static TopicFinding notReached(InferenceException e) {
    boolean passes = e.code() == ErrorCode.EXTERNAL_UNAVAILABLE;
    return new TopicFinding(
        passes ? Severity.OUTAGE : Severity.FAULT,
        String.valueOf(e.getMessage()),
        passes
            ? "start the brokers, or correct bootstrap_servers and the addresses that they advertise"
            : "correct the options or the rights that the line names");
  }

  /**
   * What a record's way there and back showed. <i>Immutable.</i>
   *
   * @param findings at least one, the gravest first
   * @param clock how the broker's clock stands; empty when the topic does not tell it ({@code
   *     message.timestamp.type} is not LogAppendTime)
   */
  public record RoundTrip(List<TopicFinding> findings, Optional<Clock> clock) {
    /** Copies the findings. */
    public RoundTrip {
      findings = List.copyOf(findings);
    }
  }

  /**
   * How a broker's clock stands to the one of this machine. <i>Immutable.</i>
   *
   * @param ahead how far the broker's is ahead; negative when it is behind
   * @param accuracy how far off {@code ahead} can be: half of the time that the answer took
   */
  public record Clock(Duration ahead, Duration accuracy) {}
}
