package io.tickcast.examples.service;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.InferenceException;
import io.tickcast.core.SystemClock;
import io.tickcast.transport.nats.NatsProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Knows which checks a configuration asks for. <i>Confined.</i> */
final class Doctor {
  private static final String CONFIGURATION = "configuration";

  /** All checks run side by side, and each server is given up much earlier than this. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final LoadedConfig loaded;
  private final ServiceConfig config;
  private final boolean withoutArchive;
  private final String kafkaTopic;
  private final Components components = Components.of(new SystemClock());
  private final Set<Place> faulty;

  /**
   * Makes a doctor that has not looked yet.
   *
   * @param loaded with faults or without; what has none is looked at all the same
   * @param withoutArchive whether the operator has said that signals need not be archived
   * @param kafkaTopic where records go to see whether they come back
   */
  Doctor(LoadedConfig loaded, boolean withoutArchive, String kafkaTopic) {
    this.loaded = loaded;
    this.config = loaded.config();
    this.withoutArchive = withoutArchive;
    this.kafkaTopic = kafkaTopic;
    this.faulty = loaded.faults().stream().map(Fault::place).collect(Collectors.toSet());
  }

  /** What can be said when nothing of a configuration could be read: the rest depends on it. */
  static List<Diagnosis> withoutConfiguration(InferenceException failure) {
    return List.of(Diagnosis.fail(CONFIGURATION, failure), JvmCheck.run());
  }

  /** Looks at everything. */
  List<Diagnosis> examine() throws InterruptedException {
    List<Diagnosis> all = new ArrayList<>(configuration());
    List<Checkup> checkups = new ArrayList<>();
    config.sources().forEach(source -> source(source).ifPresent(checkups::add));
    config.sinks().forEach(sink -> sink(sink).ifPresent(checkups::add));
    config.stores().forEach(store -> checkups.add(store(store)));
    checkups.add(new Checkup(ModelChecks.CHECK, () -> ModelChecks.run(config, components)));
    checkups.add(new Checkup("disk", () -> List.of(DiskCheck.run(config.data()))));
    checkups.add(new Checkup("java", () -> List.of(JvmCheck.run())));
    checkups.add(new Checkup("http port", () -> List.of(PortCheck.run(config.http()))));
    all.addAll(Checkup.run(checkups, LONGEST));
    if (all.stream().noneMatch(each -> each.check().startsWith(ClockVerdict.CHECK))) {
      all.add(
          ServingRules.isRecorded(config)
              ? Diagnosis.ok(ClockVerdict.CHECK, "a recording brings its own time")
              : ClockVerdict.unknown());
    }
    return all;
  }

  /** Every fault, as 'config check' tells them, and what keeps serve from beginning. */
  private List<Diagnosis> configuration() {
    List<Diagnosis> all = new ArrayList<>();
    for (Fault fault : loaded.faults()) {
      all.add(
          Diagnosis.fail(
              CONFIGURATION, fault.toString(), "correct it; 'config show' tells what sets what"));
    }
    if (!all.isEmpty()) {
      return all;
    }
    for (String fault : ServingRules.faults(config, components, withoutArchive)) {
      all.add(
          Diagnosis.fail(
              CONFIGURATION, fault, "correct it; tickcast.example.yaml shows every setting"));
    }
    if (all.isEmpty()) {
      all.add(
          Diagnosis.ok(
              CONFIGURATION,
              "no faults in "
                  + loaded.effective().size()
                  + " settings; operational config id "
                  + config.operational().id()));
    }
    return all;
  }

  private Optional<Checkup> source(ServiceConfig.Component source) {
    ComponentConfig settings = components.config("source", source);
    return switch (source.type()) {
      case "nats" ->
          Optional.of(checkup(source, settings, c -> ServerChecks.nats(c, NatsProbe.source(c))));
      default -> Optional.empty();
    };
  }

  private Optional<Checkup> sink(ServiceConfig.Component sink) {
    ComponentConfig settings = components.config("sink", sink);
    return switch (sink.type()) {
      case "nats" ->
          Optional.of(checkup(sink, settings, c -> ServerChecks.nats(c, NatsProbe.sink(c))));
      case "kafka" -> Optional.of(checkup(sink, settings, c -> ServerChecks.kafka(c, kafkaTopic)));
      case ClickHouseCommand.TYPE -> Optional.of(checkup(sink, settings, ServerChecks::clickHouse));
      default -> Optional.empty();
    };
  }

  private Checkup store(ServiceConfig.Component store) {
    ComponentConfig settings = components.config("store", store);
    return checkup(store, settings, c -> StoreChecks.run(c.name(), components.store(store)));
  }

  /** A component whose settings have faults is not connected with them. */
  private Checkup checkup(
      ServiceConfig.Component component,
      ComponentConfig settings,
      Function<ComponentConfig, List<Diagnosis>> look) {
    String name = settings.name() + " connection";
    if (faulty.contains(component.place())) {
      Diagnosis left =
          Diagnosis.warn(
              name, "not tried, because its settings have faults", "correct these first");
      return new Checkup(name, () -> List.of(left));
    }
    return new Checkup(name, () -> look.apply(settings));
  }
}
