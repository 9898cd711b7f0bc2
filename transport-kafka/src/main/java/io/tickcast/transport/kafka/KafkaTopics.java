package io.tickcast.transport.kafka;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.transport.kafka.TopicFinding.Severity;
import java.util.ArrayList;
import java.util.List;

/** Looks at the topics of a sink, for a doctor or a deployment check. <i>Thread-safe.</i> */
public final class KafkaTopics {
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
      findings.add(new TopicFinding(Severity.NOTE, report.summary()));
      return List.copyOf(findings);
    } catch (InferenceException e) {
      boolean passes = e.code() == ErrorCode.EXTERNAL_UNAVAILABLE;
      Severity severity = passes ? Severity.OUTAGE : Severity.FAULT;
      return List.of(new TopicFinding(severity, String.valueOf(e.getMessage())));
    }
  }
}
