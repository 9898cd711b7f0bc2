package io.tickcast.core;

import io.tickcast.api.Timeframe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The operational configuration of one lane. It changes between two bars, and is in the journal
 * before the first decision that is made by it. <i>Confined</i> to the lane.
 */
final class LaneConfig {
  private final ConfigBoard board;
  private final Journal.Writer journal;
  private final Reporter reporter;
  private final int lane;
  private final int lanes;
  private ConfigSnapshot current;
  private @Nullable ConfigSnapshot wanted;
  private boolean saidUnrecorded;

  /** Negative when it follows from the timeframe. */
  private long fixedValidityMillis;

  LaneConfig(ConfigBoard board, Journal.Writer journal, Reporter reporter, int lane, int lanes) {
    this.board = board;
    this.journal = journal;
    this.reporter = reporter;
    this.lane = lane;
    this.lanes = lanes;
    this.current = board.current();
    this.fixedValidityMillis = fixedValidityMillis(current);
  }

  OperationalConfig settings() {
    return current.config();
  }

  String id() {
    return current.id();
  }

  /** How long a signal of a timeframe is valid, unless the feed allows for older bars. */
  long validityMillis(Timeframe timeframe) {
    return fixedValidityMillis >= 0 ? fixedValidityMillis : 2 * timeframe.millis();
  }

  private static long fixedValidityMillis(ConfigSnapshot snapshot) {
    return snapshot.config().signals().signalValidity().map(Duration::toMillis).orElse(-1L);
  }

  /** Switches, at the latest when the journal has room for the record of it. */
  void change(ConfigSnapshot to) {
    wanted = to;
    settle();
  }

  /** Switches when a change waits for the journal. */
  void settle() {
    ConfigSnapshot to = wanted;
    if (to == null) {
      return;
    }
    if (!journal.append(note(to))) {
      unrecorded(to);
      return;
    }
    wanted = null;
    saidUnrecorded = false;
    current = to;
    fixedValidityMillis = fixedValidityMillis(to);
    board.switched(lane, to);
  }

  private void unrecorded(ConfigSnapshot to) {
    if (!saidUnrecorded) {
      saidUnrecorded = true;
      reporter.alert(
          "config_not_recorded",
          "expected room in the journal for the change to config "
              + to.id()
              + ", found none: "
              + current.id()
              + " stays in force meanwhile");
    }
  }

  /** Records what is in force, so that what is before can be forgotten. */
  void record() {
    journal.append(note(current));
  }

  private ConfigNote note(ConfigSnapshot of) {
    return new ConfigNote(
        lane, lanes, of.id(), of.origin().by(), of.origin().version(), of.atNanos());
  }
}
