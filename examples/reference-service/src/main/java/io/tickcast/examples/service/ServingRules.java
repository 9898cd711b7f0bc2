package io.tickcast.examples.service;

import io.tickcast.api.Delivery;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.RecordKind;
import io.tickcast.api.SignalSink;
import java.util.ArrayList;
import java.util.List;

/** What a configuration without faults must hold to be served. */
final class ServingRules {
  private static final String RECORDING = "recording";

  private ServingRules() {}

  /**
   * Returns when a configuration can be served.
   *
   * @param withoutArchive whether the operator has said that signals need not be archived
   * @throws InferenceException (INVALID_CONFIGURATION) with the first reason when it can not
   */
  static void require(ServiceConfig config, Components components, boolean withoutArchive) {
    faults(config, components, withoutArchive).stream()
        .findFirst()
        .ifPresent(
            text -> {
              throw new InferenceException(ErrorCode.INVALID_CONFIGURATION, text);
            });
  }

  /** All reasons why it can not be served. Makes the sinks, and opens nothing. */
  static List<String> faults(ServiceConfig config, Components components, boolean withoutArchive) {
    List<String> faults = new ArrayList<>();
    int live = config.liveSources().size();
    if (live == 0) {
      faults.add(
          "expected at least one source, found none: say --nats URL, or add one under 'sources'");
    }
    if (live > 1) {
      config.sourcesOf(RECORDING).stream()
          .findFirst()
          .ifPresent(recording -> faults.add(notAlone(recording, live)));
    }
    if (!withoutArchive && config.sinks().stream().noneMatch(sink -> archives(sink, components))) {
      faults.add(
          "expected a sink that archives every signal, found none: name servers with --kafka and"
              + " --clickhouse, add one under 'sinks', or say --without-archive");
    }
    return faults;
  }

  private static String notAlone(ServiceConfig.Component recording, int sources) {
    return recording.place()
        + ": expected a recording as the only source, because it brings its own time, found "
        + sources
        + " sources";
  }

  private static boolean archives(ServiceConfig.Component component, Components components) {
    try (SignalSink sink = components.sink(component)) {
      return sink.delivery() == Delivery.ARCHIVE && sink.kinds().contains(RecordKind.SIGNAL);
    }
  }

  /** Whether the time of the configuration is that of a recording, and not of this machine. */
  static boolean isRecorded(ServiceConfig config) {
    return !config.sourcesOf(RECORDING).isEmpty();
  }
}
