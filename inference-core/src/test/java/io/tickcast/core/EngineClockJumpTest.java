package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.usual;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.SignalType;
import io.tickcast.journal.JournalConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clock of the machine jumps. Within a process {@link SystemClock} never steps back, so what is
 * left are jumps ahead, and a clock that is behind the journal at a start.
 */
class EngineClockJumpTest {
  private static final long NINE_MINUTES = 540_000;
  private static final long DAY = 86_400_000;

  @TempDir private Path folder;

  private Rig started() {
    JournalConfig config =
        new JournalConfig(folder.resolve("journal"), 1 << 20, 64 << 20, 1 << 18, 1 << 17, 0);
    Rig rig = new Rig(builder -> builder.journal(JournalSettings.of(config)));
    rig.serve("model", Rig.buyer());
    return rig;
  }

  @Test
  void clock_putAhead_refusesBarsAsStaleUntilTheFeedIsThere() {
    try (Rig rig = started()) {
      rig.engine.open();
      rig.bar(usual(BAR)).at(BAR + DAY).bar(usual(BAR + STEP));
      assertThat(rig.heard.lastRefused()).isEqualTo("stale");
      assertThat(rig.realTime.signals()).hasSize(1);
      rig.bar(usual(BAR + DAY));
      assertThat(rig.realTime.signals()).hasSize(2);
      assertThat(rig.archive.signals()).isEqualTo(rig.realTime.signals());
    }
  }

  @Test
  void clock_putAheadWhileASignalWaits_givesItUpAloudAndArchivesIt() {
    try (Rig rig = started()) {
      rig.realTime.answering((batch, refusals) -> 0);
      rig.engine.open();
      rig.bar(usual(BAR)).at(BAR + DAY).run();
      assertThat(rig.heard.alerts).hasSize(1);
      assertThat(rig.heard.alerts.get(0)).contains("signal_not_delivered", "expired");
      assertThat(rig.archive.signals()).containsExactly(rig.heard.last().signal());
    }
    try (Rig again = started()) {
      again.engine.open();
      assertThat(again.run().realTime.signals()).isEmpty();
    }
  }

  @Test
  void clock_putBackBeforeAStart_decidesNoBarTwiceAndHoldsNoEntry() {
    String waits;
    try (Rig ahead = started()) {
      ahead.realTime.answering((batch, refusals) -> 0);
      ahead.at(BAR + NINE_MINUTES).engine.open();
      ahead.bar(usual(BAR));
      waits = ahead.heard.last().signal();
      assertThat(ahead.archive.signals()).containsExactly(waits);
    }
    try (Rig behind = started()) {
      behind.engine.open();
      assertThat(behind.run().realTime.signals()).containsExactly(waits);
      behind.bar(usual(BAR));
      assertThat(behind.heard.lastRefused()).isEqualTo("duplicate");
      behind.bar(usual(BAR + STEP));
      assertThat(behind.heard.last().type()).isEqualTo(SignalType.BUY);
      assertThat(behind.realTime.signals()).hasSize(2);
      assertThat(behind.archive.signals()).containsExactly(behind.heard.last().signal());
    }
  }
}
