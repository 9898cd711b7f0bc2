package io.tickcast.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
  public Writer writer() {
    return new PlaybackWriter();
  }

  @Override
  public Cursor cursor(String name) {
    throw new IllegalStateException("expected no archive sink in a replay, found '" + name + "'");
  }

  private final class PlaybackWriter implements Writer {
    private final PayloadWriter payload = new PayloadWriter();

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
    public void appendChallenger(Decision decision, ServingModel model) {
      append(decision, model);
    }
  }
}
