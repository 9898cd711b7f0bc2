package io.tickcast.transport.kafka;

import io.tickcast.api.InferenceException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the topics on a thread of its own, one look at a time, because looking up names and
 * connecting block. The thread ends with the look. <i>Thread-safe.</i>
 */
final class TopicCheck {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaSignalSink.class);
  private static final long END_MILLIS = 2_000;

  private final SinkSettings settings;
  private final Set<String> logged = new HashSet<>();
  private @Nullable Look last;
  private boolean closed;

  /** What the last look that has ended said, and the last one by which records can be written. */
  private volatile @Nullable Outcome outcome;

  private @Nullable Outcome writable;

  private record Look(TopicInspection inspection, FutureTask<@Nullable Void> task, Thread thread) {}

  private record Outcome(String detail, Optional<InferenceException> failure, boolean writable) {}

  TopicCheck(SinkSettings settings) {
    this.settings = settings;
  }

  /** Begins a look, unless one goes on. */
  synchronized void start() {
    if (closed || (last != null && !last.task.isDone())) {
      return;
    }
    TopicInspection inspection = new TopicInspection(settings, true);
    FutureTask<@Nullable Void> task = new FutureTask<>(() -> look(inspection), null);
    Thread thread = new Thread(task, "tickcast-kafka-check");
    thread.setDaemon(true);
    last = new Look(inspection, task, thread);
    thread.start();
  }

  private void look(TopicInspection inspection) {
    Outcome found;
    try {
      TopicReport report = inspection.run();
      report.findings().forEach(this::logOnce);
      found = new Outcome(report.detail(), report.failure(settings), report.fault().isEmpty());
    } catch (InferenceException e) {
      found = new Outcome(String.valueOf(e.getMessage()), Optional.of(e), false);
    }
    publish(inspection, found);
  }

  /** Keeps what was found, unless another look was begun since. */
  private synchronized void publish(TopicInspection inspection, Outcome found) {
    if (last == null || last.inspection != inspection) {
      return;
    }
    outcome = found;
    if (found.writable) {
      writable = found;
    }
  }

  /** Records were written: what was found in the meantime is over, and a new look begins. */
  void recovered() {
    Look over;
    synchronized (this) {
      over = last;
      last = null;
      outcome = writable;
      start();
    }
    if (over != null) {
      over.inspection.cancel();
    }
  }

  /** Faults are thrown, so they are not logged too. */
  private synchronized void logOnce(TopicFinding finding) {
    if (!logged.add(finding.message())) {
      return;
    }
    switch (finding.severity()) {
      case WEAKER -> LOG.warn("{}: weaker than promised: {}", settings.name(), finding.message());
      case OUTAGE -> LOG.warn("{}: {}", settings.name(), finding.message());
      case NOTE -> LOG.info("{}: {}", settings.name(), finding.message());
      case FAULT -> {}
    }
  }

  /**
   * Waits for the look that goes on, or for a new one when the last found a reason not to write.
   *
   * @return whether records can be written; false when the first look goes on
   * @throws InferenceException (EXTERNAL_UNAVAILABLE, EXTERNAL_MISMATCH) why they can not, as far
   *     as that is known by then
   */
  boolean await(Deadline deadline) {
    if (failure().isPresent()) {
      start();
    }
    Look look = last();
    boolean ended = look != null && hasEnded(look, deadline);
    Outcome found = outcome;
    if (found != null && !found.writable) {
      throw found.failure.orElseThrow();
    }
    return ended && found != null;
  }

  private synchronized @Nullable Look last() {
    return last;
  }

  private static boolean hasEnded(Look look, Deadline deadline) {
    try {
      look.task.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("expected a look that fails with its own exception", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether a look has found that records can be written. */
  synchronized boolean hasSucceeded() {
    return writable != null;
  }

  /** Why the last look that has ended found that not all can be written now. */
  Optional<InferenceException> failure() {
    Outcome found = outcome;
    return found == null ? Optional.empty() : found.failure;
  }

  /** What the last look that has ended says for people. */
  Optional<String> detail() {
    return Optional.ofNullable(outcome).map(Outcome::detail);
  }

  /**
   * Ends the look that goes on, and its thread; one that waits for the system to look a name up
   * ends when that does.
   */
  void close() {
    Look look;
    synchronized (this) {
      closed = true;
      look = last;
    }
    if (look == null) {
      return;
    }
    look.inspection.cancel();
    try {
      look.thread.join(END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
