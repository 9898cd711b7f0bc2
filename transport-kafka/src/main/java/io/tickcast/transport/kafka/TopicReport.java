package io.tickcast.transport.kafka;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.transport.kafka.TopicFinding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a look at all topics found. <i>Immutable.</i>
 *
 * @param summary one line that says what is there
 * @param findings what is to be said about it
 */
record TopicReport(String summary, List<TopicFinding> findings) {
  /**
   * Puts together what was found.
   *
   * @param topics those that are there
   * @param further findings about the others
   */
  static TopicReport of(
      SinkSettings settings, List<TopicFacts> topics, List<TopicFinding> further) {
    List<TopicFinding> findings = new ArrayList<>();
    if (settings.security().showsPassword()) {
      findings.add(
          new TopicFinding(
              Severity.WEAKER,
              "expected security_protocol SASL_SSL with sasl_mechanism PLAIN, found SASL_PLAINTEXT:"
                  + " the password can be read on the way",
              "set security_protocol to SASL_SSL, or sasl_mechanism to one of SCRAM"));
    }
    topics.forEach(facts -> findings.addAll(TopicRules.findings(facts, settings.maxRecordBytes())));
    findings.addAll(further);
    String summary = topics.stream().map(TopicReport::summary).collect(Collectors.joining(", "));
    return new TopicReport(
        settings.bootstrapServers() + ": " + (summary.isEmpty() ? "no topic yet" : summary),
        findings);
  }

  private static String summary(TopicFacts facts) {
    int partitions = facts.partitions().size();
    return String.format(
        Locale.ROOT,
        "topic %s, %d partition%s, replication %d, min.insync.replicas %s",
        facts.topic(),
        partitions,
        partitions == 1 ? "" : "s",
        facts.replication(),
        facts.configuration().isEmpty() ? "not known" : facts.minInsyncReplicas());
  }

  TopicReport {
    findings = List.copyOf(findings);
  }

  /** What keeps records from being archived until an operator changes something. */
  Optional<String> fault() {
    return joined(Severity.FAULT);
  }

  /** What keeps records from being archived for now. */
  Optional<String> outage() {
    return joined(Severity.OUTAGE);
  }

  /** Why not all records can be archived now. */
  Optional<InferenceException> failure(SinkSettings settings) {
    return fault()
        .map(text -> settings.failure(ErrorCode.EXTERNAL_MISMATCH, text))
        .or(() -> outage().map(text -> settings.failure(ErrorCode.EXTERNAL_UNAVAILABLE, text)));
  }

  /** What the topics do not promise. */
  Optional<String> weaker() {
    return joined(Severity.WEAKER);
  }

  private Optional<String> joined(Severity severity) {
    String all =
        findings.stream()
            .filter(finding -> finding.severity() == severity)
            .map(TopicFinding::message)
            .limit(3)
            .collect(Collectors.joining("; "));
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  /** The summary, and what is weaker than promised. */
  String detail() {
    return weaker().map(weaker -> summary + "; weaker than promised: " + weaker).orElse(summary);
  }
}
