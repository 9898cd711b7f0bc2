package io.tickcast.tck;

import io.tickcast.api.Delivery;
import io.tickcast.api.RecordKind;
import io.tickcast.api.Refusals;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SinkBatch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Set;

/**
 * Polices the caller of a sink: one thread at a time, opened before the first write, no call after
 * close; batches with records of its kinds only, whose sequences increase; no time for a real-time
 * sink; an archive gets its records again from the first unfinished one; arrays stay as they were
 * handed over. <i>Confined</i> as a sink is, and that is checked.
 */
public final class AssertingSink implements SignalSink {
  private static final int REMEMBERED = 256;

  private final SignalSink sink;
  private final Violations violations;
  private final Confinement confinement;
  private final Deque<Handed> handed = new ArrayDeque<>();
  private volatile boolean opened;
  private long lastFinished = Long.MIN_VALUE;
  private long firstUnfinished = Long.MIN_VALUE;

  private record Handed(byte[] value, int hash) {}

  /**
   * Creates a wrapper.
   *
   * @param sink does the work
   * @param violations takes what the caller does wrong; it is thrown as an AssertionError too
   */
  public AssertingSink(SignalSink sink, Violations violations) {
    this.sink = sink;
    this.violations = violations;
    this.confinement = new Confinement("a sink", violations);
  }

  @Override
  public Delivery delivery() {
    return sink.delivery();
  }

  @Override
  public Set<RecordKind> kinds() {
    return sink.kinds();
  }

  @Override
  public void open() {
    confinement.enterOpen("open");
    try {
      if (opened) {
        violations.fail("expected one open of a sink, found another");
      }
      opened = true;
      sink.open();
    } finally {
      confinement.exit();
    }
  }

  @Override
  public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
    confinement.enterOpen("write");
    try {
      checkState(timeout);
      checkBatch(batch);
      checkProgress(batch);
      checkHanded();
      remember(batch);
      // Holds when write throws.
      firstUnfinished = batch.sequence(0);
      int finished = sink.write(batch, timeout, refusals);
      noteProgress(batch, finished);
      return finished;
    } finally {
      confinement.exit();
    }
  }

  private void checkState(Duration timeout) {
    if (!opened) {
      violations.fail("expected open before write, found a write");
    }
    boolean wrongTime = sink.delivery() == Delivery.REAL_TIME && !timeout.isZero();
    if (timeout.isNegative() || wrongTime) {
      violations.fail(
          "expected a timeout of at least 0, and 0 for a real-time sink, found " + timeout);
    }
  }

  private void checkBatch(SinkBatch batch) {
    if (batch.size() < 1) {
      violations.fail("expected a batch of at least 1 record, found " + batch.size());
    }
    for (int i = 0; i < batch.size(); i++) {
      if (!sink.kinds().contains(batch.kind(i))) {
        violations.fail(
            "expected records of %s, found %s at %d".formatted(sink.kinds(), batch.kind(i), i));
      }
      if (i > 0 && batch.sequence(i) <= batch.sequence(i - 1)) {
        violations.fail("expected sequences that increase, found otherwise at " + i);
      }
    }
  }

  private void checkProgress(SinkBatch batch) {
    if (sink.delivery() == Delivery.REAL_TIME) {
      return;
    }
    long first = batch.sequence(0);
    if (firstUnfinished != Long.MIN_VALUE && first != firstUnfinished) {
      violations.fail(
          "expected the unfinished record %d again, found %d".formatted(firstUnfinished, first));
    }
    if (first <= lastFinished) {
      violations.fail(
          "expected a record after %d, which is finished, found %d".formatted(lastFinished, first));
    }
  }

  private void noteProgress(SinkBatch batch, int finished) {
    if (finished > 0) {
      lastFinished = batch.sequence(finished - 1);
    }
    boolean rest = finished < batch.size();
    firstUnfinished = rest ? batch.sequence(finished) : Long.MIN_VALUE;
  }

  private void checkHanded() {
    for (Handed one : handed) {
      if (Arrays.hashCode(one.value()) != one.hash()) {
        violations.fail("expected arrays that stay as they were handed over, found one altered");
      }
    }
  }

  private void remember(SinkBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      byte[] value = batch.value(i);
      handed.addLast(new Handed(value, Arrays.hashCode(value)));
    }
    while (handed.size() > REMEMBERED) {
      handed.removeFirst();
    }
  }

  @Override
  public void check(Duration timeout) {
    if (!opened) {
      violations.fail("expected open before check, found a check");
    }
    sink.check(timeout);
  }

  @Override
  public String detail() {
    return sink.detail();
  }

  @Override
  public void close() {
    confinement.enter("close");
    try {
      confinement.end();
      checkHanded();
      sink.close();
    } finally {
      confinement.exit();
    }
  }
}
