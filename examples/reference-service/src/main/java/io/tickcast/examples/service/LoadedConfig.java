package io.tickcast.examples.service;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.util.Comparator;
import java.util.List;

/**
 * What came out of reading a configuration.
 *
 * @param file its name in messages
 * @param config usable only without faults
 * @param effective every setting with its origin, in the order of the sections
 * @param faults what is wrong, by place
 */
record LoadedConfig(
    String file, ServiceConfig config, List<EffectiveSetting> effective, List<Fault> faults) {
  private static final int MOST_SHOWN = 20;
  private static final List<String> SECTIONS =
      List.of(
          "operational",
          "feed",
          "instruments",
          "engine",
          "journal",
          "models",
          "sources",
          "sinks",
          "http",
          "hub",
          "config",
          "data");

  /** Copies the lists. */
  LoadedConfig {
    effective = effective.stream().sorted(Comparator.comparingInt(LoadedConfig::section)).toList();
    faults =
        faults.stream()
            .sorted(
                Comparator.comparing((Fault fault) -> !fault.place().source().equals(file))
                    .thenComparing(fault -> fault.place().line()))
            .toList();
  }

  private static int section(EffectiveSetting setting) {
    return SECTIONS.indexOf(setting.path().split("[.\\[]", 2)[0]);
  }

  /**
   * The configuration.
   *
   * @throws InferenceException (INVALID_CONFIGURATION) with all faults in one line
   */
  ServiceConfig valid() {
    if (!faults.isEmpty()) {
      throw new InferenceException(ErrorCode.INVALID_CONFIGURATION, summary());
    }
    return config;
  }

  private String summary() {
    if (faults.size() == 1) {
      return faults.get(0).toString();
    }
    StringBuilder text = new StringBuilder(file);
    text.append(": expected no faults, found ").append(faults.size()).append(": ");
    for (int i = 0; i < Math.min(MOST_SHOWN, faults.size()); i++) {
      text.append(i == 0 ? "" : "; ").append(faults.get(i).within(file));
    }
    int left = faults.size() - MOST_SHOWN;
    return left > 0 ? text + "; and " + left + " more" : text.toString();
  }
}
