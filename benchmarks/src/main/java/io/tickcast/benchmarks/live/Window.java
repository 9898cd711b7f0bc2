package io.tickcast.benchmarks.live;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.util.BitSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The books of one window: which bars went out when, and that each came back exactly once.
 * <i>Thread-safe</i>: one thread sends while another hears the answers.
 */
final class Window {
  /** More than a window can have: it bounds the memory, and ends a window that runs away. */
  static final int MOST_BARS = 1 << 19;

  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Side side;
  private final long firstBar;
  private final long[] startedAt = new long[MOST_BARS];
  private final BitSet answered = new BitSet();
  private final Histogram latency = new Histogram(LONGEST_NANOS, 3);
  private final CountDownLatch done = new CountDownLatch(1);
  private int sent;
  private int answers;
  private int repeated;
  private int strays;
  private boolean closed;
  private long firstNanos;
  private long lastNanos;

  /**
   * Opens the books.
   *
   * @param side who is to answer
   * @param firstBar the number of the bar that goes first; the others follow it
   */
  Window(Side side, long firstBar) {
    this.side = side;
    this.firstBar = firstBar;
  }

  /** The next bar that can be sent. */
  synchronized long nextBar() {
    return firstBar + sent;
  }

  /** There is room for another bar. */
  synchronized boolean hasRoom() {
    return !closed && sent < MOST_BARS;
  }

  /** The next bar is being sent; its latency counts from a time. */
  synchronized void sent(long fromNanos) {
    if (sent == 0) {
      firstNanos = fromNanos;
    }
    startedAt[sent++] = fromNanos;
  }

  /** An answer came; whose it is may be unknown. */
  synchronized void answered(Side by, long bar, long atNanos) {
    long index = bar - firstBar;
    if (by != side || index < 0 || index >= sent) {
      strays++;
      return;
    }
    int at = (int) index;
    if (answered.get(at)) {
      repeated++;
      return;
    }
    answered.set(at);
    answers++;
    lastNanos = Math.max(lastNanos, atNanos);
    latency.recordValue(Math.max(0, Math.min(LONGEST_NANOS, atNanos - startedAt[at])));
    endWhenAllIsBack();
  }

  /** No more bars are sent. */
  synchronized void close() {
    closed = true;
    endWhenAllIsBack();
  }

  private void endWhenAllIsBack() {
    if (closed && answers == sent) {
      done.countDown();
    }
  }

  /** Waits until every bar has come back; false when the time is over before. */
  boolean awaitAnswers(long nanos) throws InterruptedException {
    return done.await(nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Refuses a window in which a bar did not come back exactly once.
   *
   * @throws InferenceException naming what is missing or too much
   */
  synchronized void verify() {
    if (answers == sent && repeated == 0 && strays == 0) {
      return;
    }
    int missing = answered.nextClearBit(0);
    String first =
        answers == sent
            ? ""
            : "; the first without one is bar "
                + (firstBar + missing)
                + " of "
                + Symbols.name(BarStream.symbol(firstBar + missing));
    throw new InferenceException(
        ErrorCode.ILLEGAL_STATE,
        "expected one answer of "
            + side.title()
            + " for each of "
            + sent
            + " bars, found "
            + answers
            + " answered, "
            + repeated
            + " answered again and "
            + strays
            + " answers to none of them"
            + first);
  }

  synchronized int bars() {
    return sent;
  }

  synchronized double seconds() {
    return (lastNanos - firstNanos) / 1e9;
  }

  /** Latencies in nanoseconds; to be read when all has come back. */
  Histogram latency() {
    return latency;
  }
}
