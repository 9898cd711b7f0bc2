package io.tickcast.core;

import io.tickcast.api.RecordKind;
import io.tickcast.api.SinkBatch;
import io.tickcast.api.Timeframe;
import java.util.List;

/** Dead letters on their way to their sink. <i>Immutable.</i> */
record LetterBatch(List<DeadLetter> letters) implements SinkBatch {
  LetterBatch {
    letters = List.copyOf(letters);
  }

  @Override
  public int size() {
    return letters.size();
  }

  @Override
  public RecordKind kind(int index) {
    return letters.get(index).kind();
  }

  @Override
  public long sequence(int index) {
    return letters.get(index).number();
  }

  @Override
  public String symbol(int index) {
    return letters.get(index).symbol();
  }

  @Override
  public Timeframe timeframe(int index) {
    return letters.get(index).timeframe();
  }

  @Override
  public long idHigh(int index) {
    return letters.get(index).id().getMostSignificantBits();
  }

  @Override
  public long idLow(int index) {
    return letters.get(index).id().getLeastSignificantBits();
  }

  @Override
  public byte[] value(int index) {
    return letters.get(index).value();
  }
}
