package io.tickcast.examples.service;

import io.tickcast.api.ComponentConfig;
import io.tickcast.sink.clickhouse.ClickHouseSchema;
import io.tickcast.transport.kafka.KafkaTopics;
import io.tickcast.transport.kafka.TopicFinding;
import io.tickcast.transport.nats.NatsProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the doctor asks the servers of sources and sinks. */
final class ServerChecks {
  private static final String CONNECTION = " connection";
  private static final String TABLES_ADVICE =
      "'./tickcast clickhouse init' makes what is missing; what differs is altered by hand, as the"
          + " README of sink-clickhouse says, or set another database";

  private ServerChecks() {}

  /** What a probe of a NATS server found. */
  static List<Diagnosis> nats(ComponentConfig config, List<NatsProbe.Finding> findings) {
    return findings.stream()
        .map(
            finding ->
                new Diagnosis(
                    switch (finding.severity()) {
                      case FAULT -> Diagnosis.Verdict.FAIL;
                      case WEAKER -> Diagnosis.Verdict.WARN;
                      case NOTE -> Diagnosis.Verdict.OK;
                    },
                    config.name() + " " + finding.subject(),
                    finding.message(),
                    finding.advice()))
        .toList();
  }

  /** Looks at the topics, and sends a record there and back when the cluster lets us in. */
  static List<Diagnosis> kafka(ComponentConfig config, String trialTopic) {
    List<TopicFinding> findings = KafkaTopics.check(config);
    List<Diagnosis> all = new ArrayList<>(kafka(config.name() + " topics", findings));
    boolean answered = findings.get(findings.size() - 1).severity() == TopicFinding.Severity.NOTE;
    if (answered) {
      KafkaTopics.RoundTrip trip = KafkaTopics.roundTrip(config, trialTopic);
      all.addAll(kafka(config.name() + " round trip", trip.findings()));
      trip.clock()
          .map(clock -> ClockVerdict.of(config.name(), clock.ahead(), clock.accuracy()))
          .ifPresent(all::add);
    }
    return all;
  }

  /** A line for each thing that is not as it should be, and one for all that is. */
  private static List<Diagnosis> kafka(String check, List<TopicFinding> findings) {
    List<Diagnosis> all = new ArrayList<>();
    for (TopicFinding finding : findings) {
      switch (finding.severity()) {
        case FAULT, OUTAGE -> all.add(Diagnosis.fail(check, finding.message(), finding.advice()));
        case WEAKER -> all.add(Diagnosis.warn(check, finding.message(), finding.advice()));
        case NOTE -> {}
      }
    }
    String notes =
        findings.stream()
            .filter(finding -> finding.severity() == TopicFinding.Severity.NOTE)
            .map(TopicFinding::message)
            .collect(Collectors.joining("; "));
    if (!notes.isEmpty()) {
      all.add(Diagnosis.ok(check, notes));
    }
    return all;
  }

  /** Who answers, what time it is there, and what differs in its tables. */
  static List<Diagnosis> clickHouse(ComponentConfig config) {
    ClickHouseSchema schema = ClickHouseSchema.of(config);
    ClickHouseSchema.Server server = schema.server();
    List<Diagnosis> all = new ArrayList<>();
    all.add(
        Diagnosis.ok(
            config.name() + CONNECTION, server.place() + ", ClickHouse " + server.version()));
    String tables = config.name() + " tables";
    List<String> differences = schema.check();
    differences.forEach(each -> all.add(Diagnosis.fail(tables, each, TABLES_ADVICE)));
    if (differences.isEmpty()) {
      all.add(Diagnosis.ok(tables, "as they are needed"));
    }
    all.add(ClockVerdict.of(config.name(), server.ahead(), server.accuracy()));
    return all;
  }
}
