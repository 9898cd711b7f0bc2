package io.tickcast.core;

import io.tickcast.api.Delivery;
import io.tickcast.api.RecordKind;
import io.tickcast.api.Refusals;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SinkBatch;
import io.tickcast.api.Timeframe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** A sink that keeps what it takes; a test says how much that is. */
final class ListSink implements SignalSink {
  final List<Taken> taken = Collections.synchronizedList(new ArrayList<>());
  final List<Duration> timeouts = Collections.synchronizedList(new ArrayList<>());
  private final Delivery delivery;
  private final Set<RecordKind> kinds;
  private volatile Answer answer = (batch, refusals) -> batch.size();
  private volatile Consumer<String> events = event -> {};

  /** A record that was taken. */
  record Taken(
      RecordKind kind, long sequence, String symbol, Timeframe timeframe, UUID id, byte[] value) {
    String text() {
      return new String(value, StandardCharsets.UTF_8);
    }
  }

  /** How many records from the front a write takes. */
  interface Answer {
    int write(SinkBatch batch, Refusals refusals);
  }

  ListSink(Delivery delivery, RecordKind... kinds) {
    this.delivery = delivery;
    this.kinds = Set.of(kinds);
  }

  static ListSink realTime() {
    return new ListSink(Delivery.REAL_TIME, RecordKind.SIGNAL);
  }

  static ListSink archive() {
    return new ListSink(Delivery.ARCHIVE, RecordKind.SIGNAL, RecordKind.PREDICTION);
  }

  ListSink answering(Answer other) {
    answer = other;
    return this;
  }

  /** Takes everything again. */
  void works() {
    answer = (batch, refusals) -> batch.size();
  }

  ListSink telling(Consumer<String> listener) {
    events = listener;
    return this;
  }

  /** All of them, whatever they are about. */
  List<String> texts() {
    synchronized (taken) {
      return taken.stream().map(Taken::text).toList();
    }
  }

  List<String> texts(RecordKind kind) {
    synchronized (taken) {
      return taken.stream().filter(record -> record.kind() == kind).map(Taken::text).toList();
    }
  }

  List<String> signals() {
    return texts(RecordKind.SIGNAL);
  }

  @Override
  public Delivery delivery() {
    return delivery;
  }

  @Override
  public Set<RecordKind> kinds() {
    return kinds;
  }

  @Override
  public void open() {
    events.accept("open");
  }

  @Override
  public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
    timeouts.add(timeout);
    int count = answer.write(batch, refusals);
    for (int i = 0; i < Math.min(count, batch.size()); i++) {
      taken.add(
          new Taken(
              batch.kind(i),
              batch.sequence(i),
              batch.symbol(i),
              batch.timeframe(i),
              new UUID(batch.idHigh(i), batch.idLow(i)),
              batch.value(i)));
    }
    return count;
  }

  @Override
  public String detail() {
    return "a list of " + taken.size();
  }

  @Override
  public void close() {
    events.accept("close");
  }
}
