package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.transport.kafka.KafkaTopics;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks everything that the service of a configuration needs, and says what to do. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Checks everything that serve would need, and says what to do: configuration,",
      "NATS, Kafka and ClickHouse servers, models, clock, disk, Java, HTTP port.",
      "Takes the configuration of serve. One line a check: ok, warn or fail; 20 s at",
      "most. Writes nowhere that anybody reads: its message on NATS goes to an inbox",
      "of its own, its records on Kafka to a topic of their own."
    },
    footer = {"", "Exit code: 0 when no check fails, 1 when one does, 2 usage."})
final class DoctorCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ServiceOptions options = new ServiceOptions();

  @Option(
      names = "--kafka-topic",
      paramLabel = "TOPIC",
      defaultValue = KafkaTopics.TRIAL_TOPIC,
      description =
          "Where records go to see whether they come back; made when it is missing and the rights"
              + " allow it (default: ${DEFAULT-VALUE}).")
  private String kafkaTopic = KafkaTopics.TRIAL_TOPIC;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    session.commandLogging();
    List<Diagnosis> all = examine();
    if (json) {
      session.console().line(new ObjectMapper().writeValueAsString(object(all)));
    } else {
      all.forEach(each -> session.console().line(each.toString()));
    }
    List<Diagnosis> failed = all.stream().filter(Diagnosis::fails).toList();
    if (!failed.isEmpty()) {
      throw new InferenceException(ErrorCode.RESOURCE_UNAVAILABLE, summary(all, failed));
    }
    return 0;
  }

  private List<Diagnosis> examine() throws InterruptedException {
    LoadedConfig loaded;
    try {
      loaded = options.load(session);
    } catch (InferenceException e) {
      return Doctor.withoutConfiguration(e);
    }
    return new Doctor(loaded, options.withoutArchive(), kafkaTopic).examine();
  }

  private static String summary(List<Diagnosis> all, List<Diagnosis> failed) {
    return "expected no check to fail, found "
        + failed.size()
        + " of "
        + all.size()
        + ": "
        + failed.stream().map(Diagnosis::check).distinct().collect(Collectors.joining(", "));
  }

  private static ObjectNode object(List<Diagnosis> all) {
    ObjectNode object = new ObjectMapper().createObjectNode();
    for (Diagnosis.Verdict verdict : Diagnosis.Verdict.values()) {
      object.put(verdict.code(), all.stream().filter(each -> each.verdict() == verdict).count());
    }
    ArrayNode checks = object.putArray("checks");
    for (Diagnosis each : all) {
      checks
          .addObject()
          .put("check", each.check())
          .put("status", each.verdict().code())
          .put("finding", each.finding())
          .put("advice", each.advice());
    }
    return object;
  }
}
