package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickcast.api.RecordKind;
import io.tickcast.api.SignalType;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemoryJournalTest {
  private final ServingModel model = Decisions.serving(Decisions.loaded(Rig.buyer()));
  private final MemoryJournal journal = new MemoryJournal(4);
  private int appended;

  private boolean append() {
    return append(true);
  }

  private boolean append(boolean withSignal) {
    Decision decision = Decisions.of(SignalType.BUY);
    decision.barTimeMillis = BAR + appended;
    decision.predicted = true;
    decision.signal = withSignal ? new byte[] {(byte) appended} : Decision.NO_SIGNAL;
    boolean taken = journal.writer().append(decision, model) != Journal.Writer.NO_ROOM;
    appended += taken ? 1 : 0;
    return taken;
  }

  private static ArchiveBatch batch() {
    return new ArchiveBatch(EnumSet.of(RecordKind.SIGNAL, RecordKind.PREDICTION));
  }

  @Test
  void append_withoutReaders_alwaysHasRoom() {
    for (int i = 0; i < 100; i++) {
      assertThat(append()).isTrue();
    }
  }

  @Test
  void openCursor_later_seesOnlyWhatComesThen() {
    append();
    append();
    Journal.Cursor cursor = journal.cursor("test");
    assertThat(cursor.position()).isEqualTo(4);
    assertThat(cursor.lag()).isZero();
    append();
    ArchiveBatch batch = batch();
    assertThat(cursor.read(batch, 10)).isEqualTo(2);
    assertThat(batch.value(0)).containsExactly(2);
  }

  @Test
  void append_fullForTheSlowestReader_isRefusedUntilItMoves() {
    Journal.Cursor slow = journal.cursor("test");
    Journal.Cursor quick = journal.cursor("test");
    for (int i = 0; i < 4; i++) {
      assertThat(append()).isTrue();
    }
    quick.advanceTo(8);
    assertThat(append()).isFalse();
    slow.advanceTo(1);
    assertThat(append()).as("half a decision is read").isFalse();
    slow.advanceTo(2);
    assertThat(append()).isTrue();
    assertThat(append()).isFalse();
    assertThat(slow.lag()).isEqualTo(8);
    assertThat(quick.lag()).isEqualTo(2);
  }

  @Test
  void read_withoutMoving_givesTheSameAgain() {
    Journal.Cursor cursor = journal.cursor("test");
    for (int round = 0; round < 10; round++) {
      append();
      append();
      for (int again = 0; again < 2; again++) {
        ArchiveBatch batch = batch();
        assertThat(cursor.read(batch, 3)).isEqualTo(3);
        assertThat(batch.size()).isEqualTo(3);
        assertThat(batch.kind(0)).isEqualTo(RecordKind.SIGNAL);
        assertThat(batch.kind(1)).isEqualTo(RecordKind.PREDICTION);
        assertThat(batch.value(0)).containsExactly(2 * round);
        assertThat(batch.value(2)).containsExactly(2 * round + 1);
        assertThat(batch.sequence(2)).isEqualTo(4L * round + 2);
      }
      cursor.advanceTo(cursor.position() + 4);
    }
  }

  @Test
  void read_decisionsWithoutSignal_giveTheirPredictionAlone() {
    Journal.Cursor cursor = journal.cursor("test");
    append(false);
    append(true);
    ArchiveBatch batch = batch();
    assertThat(cursor.read(batch, 10)).isEqualTo(4);
    assertThat(batch.size()).isEqualTo(3);
    assertThat(batch.sequence(0)).isEqualTo(1);
    ArchiveBatch signals = new ArchiveBatch(EnumSet.of(RecordKind.SIGNAL));
    cursor.read(signals, 10);
    assertThat(signals.size()).isEqualTo(1);
    assertThat(signals.sequence(0)).isEqualTo(2);
  }

  @Test
  void read_aRecord_isACopy() {
    Journal.Cursor cursor = journal.cursor("test");
    Decision decision = Decisions.of(SignalType.BUY);
    decision.predicted = true;
    decision.signal = new byte[] {1};
    model.outputs[0] = 0.75;
    journal.writer().append(decision, model);
    model.outputs[0] = 0.25;
    decision.confidence = 0.1;
    ArchiveBatch batch = new ArchiveBatch(EnumSet.of(RecordKind.PREDICTION));
    cursor.read(batch, 2);
    assertThat(new String(batch.value(0), StandardCharsets.UTF_8))
        .contains("{\\\"buy\\\":0.75,")
        .contains("\\\"confidence_score\\\":0.85");
  }

  @Test
  void await_aRecord_wakesTheReader() throws InterruptedException {
    Journal.Cursor cursor = journal.cursor("test");
    Thread reader = new Thread(() -> cursor.await(60_000), "reader");
    reader.start();
    await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);
    append();
    reader.join();
    cursor.await(60_000);
    assertThat(cursor.lag()).isEqualTo(2);
    cursor.advanceTo(2);
    cursor.await(1);
    assertThat(cursor.lag()).isZero();
  }
}
