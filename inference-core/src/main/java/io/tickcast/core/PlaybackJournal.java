package io.tickcast.core;

import io.tickcast.core.PositionBook.Fill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Keeps what a replay decides, as payloads, for the comparison. <i>Confined.</i> */
final class PlaybackJournal implements Journal {
  private final List<byte[]> decided = new ArrayList<>();
  private boolean takesEntries = true;

  /** Whether the bar that follows found a journal with room for entries. */
  void takesEntries(boolean taken) {
    takesEntries = taken;
  }

  /** What was decided since the last call. */
  List<byte[]> take() {
    List<byte[]> taken = List.copyOf(decided);
    decided.clear();
    return taken;
  }

  @Override
  public LaneStates open() {
    return LaneStates.none();
  }

  @Override
  public void register(ModelFacts model) {
    // A replay names models by their digests as the recording did.
  }

  @Override
  public Writer writer() {
    return new PlaybackWriter();
  }

  @Override
  public Cursor cursor(String name) {
    throw new IllegalStateException("expected no archive sink in a replay, found '" + name + "'");
  }

  @Override
  public void work(long waitMillis) {
    // Nothing is kept.
  }

  @Override
  public void whenPublishable(Runnable listener) {
    // Nothing is published.
  }

  @Override
  public Optional<EngineStatus.JournalStatus> status() {
    return Optional.empty();
  }

  @Override
  public void close() {
    // There is nothing to close.
  }

  private final class PlaybackWriter implements Writer {
    private final PayloadWriter payload = new PayloadWriter();

    @Override
    public void appendBar(Series series, String source, long receivedAtNanos, byte[] content) {
      // It comes from a recording.
    }

    @Override
    public boolean takesEntries() {
      return takesEntries;
    }

    @Override
    public long append(Decision decision, ServingModel model) {
      DecisionCodec.write(payload, decision, model);
      decided.add(Arrays.copyOf(payload.buffer(), payload.length()));
      return 0;
    }

    @Override
    public long publishable() {
      return Long.MAX_VALUE;
    }

    @Override
    public void append(Fill fill) {
      // It comes from a recording.
    }

    @Override
    public void append(DeliveryNotes notes) {
      // Nothing is delivered.
    }

    @Override
    public void append(SymbolState state) {
      // Nobody asks for it.
    }
  }
}
