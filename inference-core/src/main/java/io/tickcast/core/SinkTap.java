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
  private static final Refusals NOBODY = (index, reason) -> {};

  final String name;
  final Delivery delivery;
  final Set<RecordKind> kinds;
  final Duration linger;
  private final SignalSink sink;
  private final Reporter reporter;
  private final LongAdder written = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder waiting = new LongAdder();
  private final Refusals counted = this::refused;
  private volatile String lastError = "";
  private volatile String checkFault = "";
  private volatile long checkedAtMillis;

  /** Whether somebody was told that its target does not answer; of the thread that checks. */
  private boolean told;

  private @Nullable SinkBatch writing;
  private Refusals hears = NOBODY;

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

  /**
   * Writes a batch; what fails is counted and shown, and finishes nothing.
   *
   * @param refusals hears of the records that the target refuses for good, after they were counted
   *     and shown
   */
  synchronized int write(SinkBatch batch, Duration timeout, Refusals refusals) {
    int finished;
    writing = batch;
    hears = refusals;
    try {
      finished = sink.write(batch, timeout, counted);
    } catch (InferenceException e) {
      failed(String.valueOf(e.getMessage()));
      return 0;
    } catch (RuntimeException e) {
      failed("expected a sink that writes or says why not, found " + e);
      return 0;
    } finally {
      writing = null;
      hears = NOBODY;
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

  /**
   * Finds out whether the target could take a record now, and tells when that has changed. Safe
   * beside a write.
   *
   * @param nowMillis when, Unix milliseconds
   * @param tells whether a target that does not answer is worth an alert
   * @return whether it could
   */
  boolean check(Duration timeout, long nowMillis, boolean tells) {
    String fault = "";
    try {
      sink.check(timeout);
    } catch (InferenceException e) {
      fault = String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      fault = "expected a sink that says why not, found " + e;
    }
    checkFault = fault;
    checkedAtMillis = nowMillis;
    if (fault.isEmpty() && told) {
      told = false;
      reporter.alert("path_restored", "sink '" + name + "': its target answers again");
    } else if (!fault.isEmpty() && tells && !told) {
      told = true;
      reporter.alert("path_failed", "sink '" + name + "': " + fault);
    }
    return fault.isEmpty();
  }

  /** Why the target could not take a record when it was last checked; else empty. */
  String checkFault() {
    return checkFault;
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
    hears.refuse(index, reason);
  }

  /** Notes that more (or fewer) records wait in front of this sink. */
  void waiting(int more) {
    waiting.add(more);
  }

  synchronized void close() {
    sink.close();
  }

  /** How it is, with what waits in front of it. */
  EngineStatus.SinkStatus status() {
    return status(waiting.sum(), 0);
  }

  /**
   * How it is.
   *
   * @param lagRecords what waits
   * @param lagMillis how long the first of that has waited
   */
  EngineStatus.SinkStatus status(long lagRecords, long lagMillis) {
    return new EngineStatus.SinkStatus(
        name,
        delivery.name().toLowerCase(Locale.ROOT),
        lagRecords,
        lagMillis,
        written.sum(),
        refused.sum(),
        lastError,
        checkedAtMillis,
        checkFault,
        sink.detail());
  }
}
