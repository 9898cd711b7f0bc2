package io.tickcast.core;

import io.tickcast.api.Delivery;
import io.tickcast.api.InferenceException;
import io.tickcast.api.RecordKind;
import io.tickcast.api.Refusals;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SinkBatch;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One sink with its name and its counts. <i>Thread-safe</i>: it lets one thread at a time write.
 */
final class SinkTap {
  final String name;
  final Delivery delivery;
  final Set<RecordKind> kinds;
  final Duration linger;
  private final SignalSink sink;
  private final Reporter reporter;
  private final LongAdder written = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder waiting = new LongAdder();
  private final Refusals refusals = this::refused;
  private volatile String lastError = "";
  private @Nullable SinkBatch writing;

  SinkTap(String name, SignalSink sink, Reporter reporter) {
    this.name = name;
    this.sink = sink;
    this.delivery = sink.delivery();
    this.kinds = Set.copyOf(sink.kinds());
    this.linger = sink.linger();
    this.reporter = reporter;
  }

  void open() {
    sink.open();
  }

  /** Writes a batch; what fails is counted and shown, and finishes nothing. */
  synchronized int write(SinkBatch batch, Duration timeout) {
    int finished;
    writing = batch;
    try {
      finished = sink.write(batch, timeout, refusals);
    } catch (InferenceException e) {
      failed(String.valueOf(e.getMessage()));
      return 0;
    } catch (RuntimeException e) {
      failed("expected a sink that writes or says why not, found " + e);
      return 0;
    } finally {
      writing = null;
    }
    if (finished < 0 || finished > batch.size()) {
      failed("expected 0 to " + batch.size() + " finished records, found " + finished);
      return 0;
    }
    written.add(finished);
    if (finished > 0) {
      recovered();
    }
    return finished;
  }

  private void failed(String message) {
    if (!message.equals(lastError)) {
      reporter.alert("sink_failed", "sink '" + name + "': " + message);
    }
    lastError = message;
  }

  private void recovered() {
    if (!lastError.isEmpty()) {
      reporter.alert("sink_recovered", "sink '" + name + "' takes records again");
      lastError = "";
    }
  }

  private void refused(int index, String reason) {
    SinkBatch batch = writing;
    if (batch == null) {
      throw new IllegalStateException("expected refusals within a write, found one after it");
    }
    refused.increment();
    reporter.alert(
        "record_refused",
        "sink '"
            + name
            + "' refused the "
            + batch.kind(index).name().toLowerCase(Locale.ROOT)
            + " of "
            + batch.symbol(index)
            + " at position "
            + batch.sequence(index)
            + ": "
            + reason);
  }

  /** Notes that more (or fewer) records wait in front of this sink. */
  void waiting(int more) {
    waiting.add(more);
  }

  synchronized void close() {
    sink.close();
  }

  EngineStatus.SinkStatus status(long archiveLag) {
    return new EngineStatus.SinkStatus(
        name,
        delivery.name().toLowerCase(Locale.ROOT),
        delivery == Delivery.ARCHIVE ? archiveLag : waiting.sum(),
        written.sum(),
        refused.sum(),
        lastError,
        sink.detail());
  }
}
