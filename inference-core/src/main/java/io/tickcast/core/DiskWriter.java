package io.tickcast.core;

import io.tickcast.api.InferenceException;
import io.tickcast.core.PositionBook.Fill;
import io.tickcast.journal.Intake;
import io.tickcast.journal.Priority;
import io.tickcast.journal.SegmentLog;

/** Writes a lane's records into the log on disk. <i>Confined</i> to the lane. */
final class DiskWriter implements Journal.Writer {
  private final DiskJournal journal;
  private final PayloadWriter payload = new PayloadWriter();

  DiskWriter(DiskJournal journal) {
    this.journal = journal;
  }

  @Override
  public void appendBar(Series series, String source, long receivedAtNanos, byte[] content) {
    if (journal.recordsInputs()) {
      StateCodec.writeBar(payload, series, source, receivedAtNanos, content);
      append(RecordTypes.BAR, Priority.NORMAL);
    }
  }

  @Override
  public boolean takesEntries() {
    SegmentLog log = journal.log();
    return log != null && log.intake() == Intake.OPEN;
  }

  @Override
  public long publishable() {
    SegmentLog log = journal.log();
    return journal.publishesDurable() && log != null ? log.durableSequence() : Long.MAX_VALUE;
  }

  @Override
  public long append(Decision decision, ServingModel model) {
    DecisionCodec.write(payload, decision, model);
    Priority priority = decision.type.isExit() ? Priority.RESERVED : Priority.NORMAL;
    return append(RecordTypes.DECISION, priority);
  }

  @Override
  public void appendChallenger(Decision decision, ServingModel model) {
    DecisionCodec.write(payload, decision, model);
    append(RecordTypes.CHALLENGER, Priority.NORMAL);
  }

  @Override
  public boolean append(ModelEvent event, boolean again) {
    if (journal.log() == null) {
      // Nothing is decided before it opens, nor when it never does.
      return true;
    }
    SwapCodec.write(payload, event, again);
    return append(RecordTypes.SWAP, Priority.RESERVED) != NO_ROOM;
  }

  @Override
  public boolean append(Fill fill) {
    StateCodec.write(payload, fill);
    return append(RecordTypes.FILL, Priority.RESERVED) != NO_ROOM;
  }

  @Override
  public boolean append(ConfigNote note) {
    note.write(payload);
    return append(RecordTypes.CONFIG, Priority.RESERVED) != NO_ROOM;
  }

  @Override
  public void append(DeliveryNotes notes) {
    StateCodec.write(payload, notes);
    append(RecordTypes.DELIVERY, Priority.RESERVED);
  }

  @Override
  public void append(String symbol, AccountState account) {
    BookCodec.write(payload, symbol, account);
    append(RecordTypes.ACCOUNT, Priority.RESERVED);
  }

  @Override
  public void append(String symbol, TradingState state) {
    BookCodec.write(payload, symbol, state);
    append(RecordTypes.TRADING_STATE, Priority.RESERVED);
  }

  @Override
  public void appendGap(String symbol) {
    BookCodec.writeGap(payload, symbol);
    append(RecordTypes.FILL_GAP, Priority.RESERVED);
  }

  @Override
  public void append(InputWindow window) {
    WindowCodec.write(payload, window);
    append(RecordTypes.WINDOW_STEP, Priority.NORMAL);
  }

  @Override
  public void append(SavedWindow window, boolean warmed) {
    WindowCodec.write(payload, window, warmed);
    append(RecordTypes.WINDOW, Priority.RESERVED);
  }

  @Override
  public void append(SymbolState state) {
    StateCodec.write(payload, state);
    append(RecordTypes.SYMBOL_STATE, Priority.RESERVED);
  }

  private long append(int type, Priority priority) {
    SegmentLog log = journal.log();
    if (log == null) {
      throw DiskJournal.notOpen();
    }
    try {
      long sequence = log.append(type, payload.buffer(), 0, payload.length(), priority);
      return sequence == SegmentLog.NO_ROOM ? NO_ROOM : sequence;
    } catch (InferenceException e) {
      journal.failed(e);
      return NO_ROOM;
    }
  }
}
