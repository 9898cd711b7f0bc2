package io.tickcast.core;

import io.tickcast.journal.JournalConfig;
import java.time.Duration;
import java.util.Objects;

/**
 * Where an engine keeps its journal, and how durable it is. <i>Immutable.</i>
 *
 * @param config the folder and its limits
 * @param durability what a signal waits for
 * @param forceInterval how long records may gather for one write to the device, 0 to 1 s; what is
 *     younger can be lost when the power fails, at {@link Durability#PROCESS}
 * @param recordInputs whether bars are kept as they came, so that the journal can be replayed; some
 *     3 KB for each bar
 */
public record JournalSettings(
    JournalConfig config, Durability durability, Duration forceInterval, boolean recordInputs) {
  private static final Duration LONGEST = Duration.ofSeconds(1);

  /** What a signal waits for before it is published. */
  public enum Durability {
    /** Its record is written: it survives the end of the process. */
    PROCESS,
    /** Its record is forced to the device: it survives the end of the power. */
    POWER
  }

  /** Checks the ranges. */
  public JournalSettings {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(durability, "durability");
    if (forceInterval.isNegative() || forceInterval.compareTo(LONGEST) > 0) {
      throw Checks.invalid("force_interval", "0ms to 1s", forceInterval.toString());
    }
  }

  /**
   * The defaults: signals wait for the write, and the device follows within 5 ms.
   *
   * @param config the folder and its limits
   */
  public static JournalSettings of(JournalConfig config) {
    return new JournalSettings(config, Durability.PROCESS, Duration.ofMillis(5), false);
  }

  /** The same, with the bars as they came. */
  public JournalSettings withInputs() {
    return new JournalSettings(config, durability, forceInterval, true);
  }
}
