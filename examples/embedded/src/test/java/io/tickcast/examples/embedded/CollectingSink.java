package io.tickcast.examples.embedded;

import io.tickcast.api.Delivery;
import io.tickcast.api.RecordKind;
import io.tickcast.api.Refusals;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SinkBatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A real-time sink that keeps what it is given. */
final class CollectingSink implements SignalSink {
  private final List<String> signals = new ArrayList<>();

  List<String> signals() {
    return signals;
  }

  @Override
  public Delivery delivery() {
    return Delivery.REAL_TIME;
  }

  @Override
  public Set<RecordKind> kinds() {
    return Set.of(RecordKind.SIGNAL);
  }

  @Override
  public void open() {}

  @Override
  public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
    for (int i = 0; i < batch.size(); i++) {
      signals.add(new String(batch.value(i), StandardCharsets.UTF_8));
    }
    return batch.size();
  }

  @Override
  public void close() {}
}
