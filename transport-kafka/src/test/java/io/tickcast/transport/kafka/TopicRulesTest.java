package io.tickcast.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.transport.kafka.TopicFacts.Partition;
import io.tickcast.transport.kafka.TopicFinding.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicRulesTest {
  private static final Partition WHOLE = new Partition(0, true, 3, 3);

  private static List<TopicFinding> findings(List<Partition> partitions, String... configuration) {
    Map<String, String> values = new HashMap<>();
    values.put("cleanup.policy", "delete");
    values.put("min.insync.replicas", "2");
    values.put("retention.ms", "-1");
    for (int i = 0; i < configuration.length; i += 2) {
      values.put(configuration[i], configuration[i + 1]);
    }
    return TopicRules.findings(new TopicFacts("t", partitions, Optional.empty(), values), 1 << 20);
  }

  private static List<String> worse(List<TopicFinding> findings) {
    return findings.stream()
        .filter(finding -> finding.severity() != Severity.NOTE)
        .map(finding -> finding.severity() + " " + finding.message())
        .toList();
  }

  @Test
  void findings_topicAsPromised_areANoteAlone() {
    assertThat(findings(List.of(WHOLE)))
        .containsExactly(TopicFinding.note("topic t: records are kept for ever"));
  }

  @ParameterizedTest
  @CsvSource({"604800000,-1,for 7d", "5400000,-1,for 90m", "1500,-1,for 1500ms"})
  void findings_retention_isNoted(String millis, String bytes, String expected) {
    assertThat(findings(List.of(WHOLE), "retention.ms", millis, "retention.bytes", bytes))
        .contains(TopicFinding.note("topic t: records are kept " + expected));
  }

  @Test
  void findings_retentionByBytes_isNoted() {
    assertThat(findings(List.of(WHOLE), "retention.bytes", "1000"))
        .extracting(TopicFinding::message)
        .contains(
            "topic t: records are kept for ever, and no more than 1000 bytes of each partition");
  }

  @ParameterizedTest
  @CsvSource({"604799999,604799999ms", "3600000,1h", "0,0ms"})
  void findings_shortRetention_isWeaker(String millis, String words) {
    assertThat(worse(findings(List.of(WHOLE), "retention.ms", millis)))
        .containsExactly(
            "WEAKER topic t: expected a retention of 7d or more, found "
                + words
                + ": what nobody has read by then is gone");
  }

  @ParameterizedTest
  @CsvSource({"-1", "604800000"})
  void findings_longRetention_isNotWeaker(String millis) {
    assertThat(worse(findings(List.of(WHOLE), "retention.ms", millis))).isEmpty();
  }

  @Test
  void findings_oneReplica_isWeaker() {
    List<TopicFinding> found =
        findings(List.of(new Partition(0, true, 1, 1)), "min.insync.replicas", "1");
    assertThat(worse(found))
        .singleElement()
        .asString()
        .startsWith("WEAKER topic t: expected a replication of 2 or more, found 1");
  }

  @Test
  void findings_oneInSyncIsEnough_isWeaker() {
    assertThat(worse(findings(List.of(WHOLE), "min.insync.replicas", "1")))
        .singleElement()
        .asString()
        .startsWith("WEAKER topic t: expected min.insync.replicas of 2 or more, found 1");
  }

  @Test
  void findings_allMustBeInSync_isNoted() {
    assertThat(findings(List.of(WHOLE), "min.insync.replicas", "3"))
        .extracting(TopicFinding::message)
        .anyMatch(message -> message.contains("nothing is archived while one broker is away"));
  }

  @Test
  void findings_moreInSyncThanReplicas_isAFault() {
    assertThat(worse(findings(List.of(WHOLE), "min.insync.replicas", "4")))
        .singleElement()
        .asString()
        .startsWith("FAULT topic t: expected min.insync.replicas of at most the replication of 3");
  }

  @Test
  void findings_uncleanElection_isWeaker() {
    assertThat(worse(findings(List.of(WHOLE), "unclean.leader.election.enable", "true")))
        .singleElement()
        .asString()
        .startsWith("WEAKER topic t: expected unclean.leader.election.enable false, found true");
  }

  @ParameterizedTest
  @CsvSource({"compact", "'compact,delete'", "'delete,compact'"})
  void findings_compaction_isAFault(String policy) {
    assertThat(worse(findings(List.of(WHOLE), "cleanup.policy", policy)))
        .singleElement()
        .asString()
        .startsWith("FAULT topic t: expected cleanup.policy delete, found " + policy);
  }

  @Test
  void findings_partitionsThatTakeNothing_areOutages() {
    List<Partition> partitions =
        List.of(WHOLE, new Partition(1, false, 3, 0), new Partition(2, true, 3, 1));
    assertThat(worse(findings(partitions)))
        .containsExactly(
            "OUTAGE topic t: partition 1: expected a leader, found none",
            "OUTAGE topic t: partition 2: expected 2 replicas in sync (min.insync.replicas),"
                + " found 1: NOT_ENOUGH_REPLICAS");
  }

  @Test
  void findings_smallMessages_areNoted() {
    assertThat(findings(List.of(WHOLE), "max.message.bytes", "5000"))
        .extracting(TopicFinding::message)
        .anyMatch(message -> message.startsWith("topic t: max.message.bytes 5000 is less than"));
  }

  @Test
  void findings_configurationNotReadable_isWeaker() {
    TopicFacts facts =
        new TopicFacts("t", List.of(WHOLE), Optional.of(List.of("DESCRIBE", "WRITE")), Map.of());
    assertThat(worse(TopicRules.findings(facts, 1 << 20)))
        .singleElement()
        .asString()
        .startsWith("WEAKER topic t: expected the right DescribeConfigs, found none");
  }

  @Test
  void findings_noRightToWrite_isAFault() {
    TopicFacts facts =
        new TopicFacts("t", List.of(WHOLE), Optional.of(List.of("DESCRIBE")), Map.of());
    assertThat(TopicRules.findings(facts, 1 << 20).get(0))
        .isEqualTo(
            new TopicFinding(
                Severity.FAULT,
                "topic t: expected the right Write, found only [DESCRIBE]",
                "grant it: kafka-acls.sh --add --allow-principal User:... --topic t --operation"
                    + " Write"));
  }
}
