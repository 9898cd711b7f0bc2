package io.tickcast.core;

import io.tickcast.api.RecordKind;
import io.tickcast.journal.LogCursor;
import io.tickcast.journal.LogReader;
import io.tickcast.journal.ReadLimit;
import io.tickcast.journal.SegmentLog;
import org.jspecify.annotations.Nullable;

/**
 * Where one archive sink is in the log on disk. It reads what is durable alone: what has left the
 * machine is never decided again with another content.
 */
final class DiskCursor implements Journal.Cursor {
  private static final int POSITIONS = 2;

  private final String name;
  private final ModelFactsStore facts;
  private @Nullable LogCursor cursor;
  private @Nullable LogReader reader;
  private volatile long position;

  DiskCursor(String name, ModelFactsStore facts) {
    this.name = name;
    this.facts = facts;
  }

  void open(SegmentLog log) {
    LogCursor opened = log.cursor(name, log.writtenSequence() + 1);
    cursor = opened;
    position = opened.next() * POSITIONS;
    reader = log.read(Math.max(opened.next(), log.firstSequence()), ReadLimit.DURABLE);
  }

  private LogReader reader() {
    LogReader open = reader;
    if (open == null) {
      throw DiskJournal.notOpen();
    }
    return open;
  }

  @Override
  public int read(ArchiveBatch batch, int limit) {
    LogReader open = reader();
    int looked = 0;
    while (looked < limit && open.next()) {
      looked += POSITIONS;
      switch (open.type()) {
        case RecordTypes.DECISION -> add(batch, open);
        case RecordTypes.CHALLENGER -> addChallenger(batch, open);
        case RecordTypes.SWAP -> addEvent(batch, open);
        default -> {
          // Nothing that leaves the machine.
        }
      }
    }
    return looked;
  }

  private void addChallenger(ArchiveBatch batch, LogReader open) {
    if (batch.takes(RecordKind.PREDICTION)) {
      DecisionRecord record = DecisionCodec.read(open.payload(), facts::facts);
      record.challenger = true;
      batch.add(open.sequence() * POSITIONS + 1, RecordKind.PREDICTION, record);
    }
  }

  private static void addEvent(ArchiveBatch batch, LogReader open) {
    if (batch.takes(RecordKind.SWAP)) {
      SwapCodec.Recorded recorded = SwapCodec.read(new PayloadReader(open.payload()));
      if (!recorded.again()) {
        batch.add(open.sequence() * POSITIONS, recorded.event());
      }
    }
  }

  /** Most of a decision is for its prediction: it is not read for those who take signals alone. */
  private void add(ArchiveBatch batch, LogReader open) {
    long at = open.sequence() * POSITIONS;
    if (!batch.takes(RecordKind.PREDICTION)) {
      batch.add(at, DecisionCodec.head(open.payload()));
      return;
    }
    DecisionRecord record = DecisionCodec.read(open.payload(), facts::facts);
    batch.add(at, RecordKind.SIGNAL, record);
    batch.add(at + 1, RecordKind.PREDICTION, record);
  }

  @Override
  public void await(long waitMillis) {
    reader().await(waitMillis);
  }

  @Override
  public void advanceTo(long next) {
    position = next;
    if (cursor != null) {
      cursor.advanceTo(next / POSITIONS);
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public long lag() {
    LogCursor open = cursor;
    return open == null ? 0 : open.lag() * POSITIONS;
  }
}
