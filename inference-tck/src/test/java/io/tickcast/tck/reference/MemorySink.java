package io.tickcast.tck.reference;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.Delivery;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.RecordKind;
import io.tickcast.api.Refusals;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SinkBatch;
import java.time.Duration;
import java.util.Set;

/** Puts records into a target in memory. */
public final class MemorySink implements SignalSink {
  private final String target;
  private final Delivery delivery;
  private volatile String state = "new";

  MemorySink(ComponentConfig config) {
    this.target = config.required("target");
    this.delivery = Delivery.valueOf(config.optional("delivery", "ARCHIVE"));
  }

  @Override
  public Delivery delivery() {
    return delivery;
  }

  @Override
  public Set<RecordKind> kinds() {
    return delivery == Delivery.REAL_TIME ? Set.of(RecordKind.SIGNAL) : Set.of(RecordKind.values());
  }

  @Override
  public void open() {
    expect("new");
    state = "open";
  }

  private void expect(String expected) {
    if (!state.equals(expected)) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE, "expected a sink that is " + expected + ", found " + state);
    }
  }

  @Override
  public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
    expect("open");
    MemoryTarget there = MemoryTarget.find(target).orElse(null);
    if (there == null) {
      return 0;
    }
    for (int i = 0; i < batch.size(); i++) {
      byte[] value = batch.value(i);
      if (value.length > MemoryTarget.LONGEST) {
        refusals.refuse(i, "expected a shorter value, found " + value.length + " bytes");
      } else {
        there.values().add(value.clone());
      }
    }
    return batch.size();
  }

  @Override
  public void check(Duration timeout) {
    expect("open");
    if (MemoryTarget.find(target).isEmpty()) {
      throw new InferenceException(
          ErrorCode.EXTERNAL_UNAVAILABLE, "expected the target '" + target + "', found none");
    }
  }

  @Override
  public String detail() {
    return "target '" + target + "' in memory: " + state;
  }

  @Override
  public void close() {
    state = "closed";
  }
}
