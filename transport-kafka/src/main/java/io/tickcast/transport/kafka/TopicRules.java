package io.tickcast.transport.kafka;

import io.tickcast.api.OneLine;
import io.tickcast.transport.kafka.TopicFacts.Partition;
import io.tickcast.transport.kafka.TopicFinding.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.TopicConfig;

/** What an audit trail asks of a topic. */
final class TopicRules {
  private static final int ENOUGH_REPLICAS = 2;

  /** What Kafka keeps without being told; who says less leaves readers less time than a week. */
  private static final Duration ENOUGH_RETENTION = Duration.ofDays(7);

  private static final String MISSING_BROKERS =
      "bring back the brokers that hold its replicas: kafka-topics.sh --describe shows which";

  private final TopicFacts facts;
  private final int maxRecordBytes;
  private final List<TopicFinding> findings = new ArrayList<>();

  private TopicRules(TopicFacts facts, int maxRecordBytes) {
    this.facts = facts;
    this.maxRecordBytes = maxRecordBytes;
  }

  /** Everything that is to be said about a topic, the gravest first. */
  static List<TopicFinding> findings(TopicFacts facts, int maxRecordBytes) {
    TopicRules rules = new TopicRules(facts, maxRecordBytes);
    rules.rights();
    rules.partitions();
    rules.replicas();
    if (facts.configuration().isEmpty()) {
      rules.add(
          Severity.WEAKER,
          "expected the right DescribeConfigs, found none: cleanup.policy, min.insync.replicas and"
              + " retention.ms were not checked",
          rules.grant("DescribeConfigs"));
    } else {
      rules.configuration();
    }
    rules.findings.sort((a, b) -> a.severity().compareTo(b.severity()));
    return rules.findings;
  }

  private void rights() {
    facts
        .rights()
        .filter(rights -> !rights.contains("WRITE"))
        .ifPresent(
            rights ->
                add(
                    Severity.FAULT,
                    "expected the right Write, found only " + rights,
                    grant("Write")));
  }

  private void partitions() {
    for (Partition partition : facts.partitions()) {
      String name = "partition " + partition.id();
      int minimum = facts.minInsyncReplicas();
      if (!partition.hasLeader()) {
        add(Severity.OUTAGE, name + ": expected a leader, found none", MISSING_BROKERS);
      } else if (partition.inSync() < minimum && partition.replicas() >= minimum) {
        add(
            Severity.OUTAGE,
            String.format(
                Locale.ROOT,
                "%s: expected %d replicas in sync (min.insync.replicas), found %d: NOT_ENOUGH_REPLICAS",
                name,
                minimum,
                partition.inSync()),
            MISSING_BROKERS);
      }
    }
  }

  private void replicas() {
    int replication = facts.replication();
    int minimum = facts.minInsyncReplicas();
    if (minimum > replication) {
      add(
          Severity.FAULT,
          String.format(
                  Locale.ROOT,
                  "expected min.insync.replicas of at most the replication of %d, found %d: no record is",
                  replication,
                  minimum)
              + " ever acknowledged (NOT_ENOUGH_REPLICAS)",
          setting("min.insync.replicas=" + Math.max(1, replication - 1))
              + ", or raise the replication with kafka-reassign-partitions.sh");
    } else if (replication < ENOUGH_REPLICAS) {
      add(
          Severity.WEAKER,
          "expected a replication of 2 or more, found 1: records are lost with the one disk that"
              + " holds them, or with its power, because brokers do not wait for the disk",
          "raise it to 3, with min.insync.replicas=2, where there are brokers for that; on one"
              + " machine it can stay");
    } else if (minimum < ENOUGH_REPLICAS && !facts.configuration().isEmpty()) {
      add(
          Severity.WEAKER,
          "expected min.insync.replicas of 2 or more, found 1: a record that is acknowledged while"
              + " the other replicas are away is on one broker alone",
          setting("min.insync.replicas=2"));
    }
    if (replication >= ENOUGH_REPLICAS && minimum == replication) {
      note(
          String.format(
              Locale.ROOT,
              "min.insync.replicas is the replication, %d: nothing is archived while one broker is away",
              minimum));
    }
  }

  private void configuration() {
    String cleanup = configured(TopicConfig.CLEANUP_POLICY_CONFIG, "delete");
    if (cleanup.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      add(
          Severity.FAULT,
          String.format(
              Locale.ROOT,
              "expected cleanup.policy delete, found %s: of each symbol only the last record would stay",
              OneLine.text(cleanup)),
          setting("cleanup.policy=delete"));
    }
    if (configured(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false").equals("true")) {
      add(
          Severity.WEAKER,
          "expected unclean.leader.election.enable false, found true: a broker that missed"
              + " acknowledged records may become the leader",
          setting("unclean.leader.election.enable=false"));
    }
    long largest = facts.number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.MAX_VALUE);
    if (largest < maxRecordBytes) {
      note(
          String.format(
                  Locale.ROOT,
                  "max.message.bytes %d is less than the option max_record_bytes %d: records between are",
                  largest,
                  maxRecordBytes)
              + " refused by the broker");
    }
    retentionOfAnArchive();
    note("records are kept " + retention());
  }

  private void retentionOfAnArchive() {
    long millis = facts.number(TopicConfig.RETENTION_MS_CONFIG, -1);
    if (millis >= 0 && millis < ENOUGH_RETENTION.toMillis()) {
      add(
          Severity.WEAKER,
          String.format(
              Locale.ROOT,
              "expected a retention of %s or more, found %s: what nobody has read by then is gone",
              OptionReader.inWords(ENOUGH_RETENTION),
              OptionReader.inWords(Duration.ofMillis(millis))),
          setting("retention.ms=" + ENOUGH_RETENTION.toMillis()) + ", or -1 for ever");
    }
  }

  private String configured(String key, String otherwise) {
    return facts.configuration().getOrDefault(key, otherwise);
  }

  /** How long records are kept, for messages. */
  private String retention() {
    long millis = facts.number(TopicConfig.RETENTION_MS_CONFIG, -1);
    long bytes = facts.number(TopicConfig.RETENTION_BYTES_CONFIG, -1);
    String time =
        millis < 0 ? "for ever" : "for " + OptionReader.inWords(Duration.ofMillis(millis));
    return bytes < 0 ? time : time + ", and no more than " + bytes + " bytes of each partition";
  }

  private void add(Severity severity, String message, String advice) {
    findings.add(new TopicFinding(severity, "topic " + facts.topic() + ": " + message, advice));
  }

  private void note(String message) {
    add(Severity.NOTE, message, "");
  }

  /** What changes a setting of the topic. */
  private String setting(String change) {
    return "set it: kafka-configs.sh --alter --entity-type topics --entity-name "
        + facts.topic()
        + " --add-config "
        + change;
  }

  /** What gives a right on the topic. */
  private String grant(String right) {
    return "grant it: kafka-acls.sh --add --allow-principal User:... --topic "
        + facts.topic()
        + " --operation "
        + right;
  }
}
