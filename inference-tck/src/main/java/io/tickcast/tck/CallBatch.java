package io.tickcast.tck;

import io.tickcast.api.RecordKind;
import io.tickcast.api.SinkBatch;
import io.tickcast.api.Timeframe;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A batch that is valid during one call, and notes who uses it later. <i>Thread-safe.</i> */
final class CallBatch implements SinkBatch {
  private final SinkBatch batch;
  private final List<String> late = new CopyOnWriteArrayList<>();
  private volatile boolean returned;

  CallBatch(SinkBatch batch) {
    this.batch = batch;
  }

  /** From now on every use is one too late. */
  void markReturned() {
    returned = true;
  }

  /** Uses after the call, as the names of the methods. */
  List<String> late() {
    return List.copyOf(late);
  }

  private SinkBatch use(String method) {
    if (returned) {
      late.add(method);
      throw new IllegalStateException(
          "expected no use of the batch after write has returned, found a call of " + method);
    }
    return batch;
  }

  @Override
  public int size() {
    return use("size").size();
  }

  @Override
  public RecordKind kind(int index) {
    return use("kind").kind(index);
  }

  @Override
  public long sequence(int index) {
    return use("sequence").sequence(index);
  }

  @Override
  public String symbol(int index) {
    return use("symbol").symbol(index);
  }

  @Override
  public Timeframe timeframe(int index) {
    return use("timeframe").timeframe(index);
  }

  @Override
  public long idHigh(int index) {
    return use("idHigh").idHigh(index);
  }

  @Override
  public long idLow(int index) {
    return use("idLow").idLow(index);
  }

  @Override
  public byte[] value(int index) {
    return use("value").value(index);
  }
}
