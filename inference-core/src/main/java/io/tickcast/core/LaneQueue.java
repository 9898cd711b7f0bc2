package io.tickcast.core;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a lane, in the order of arrival: bars in a ring that drops the oldest for a newer
 * one, and everything else (fills, commands), which is never dropped. <i>Thread-safe</i>; one lane
 * takes.
 *
 * <p>A monitor rather than a lock-free ring: it allocates nothing, and a hand-off costs nothing
 * measurable beside the network (ADR 0003).
 */
final class LaneQueue {
  private static final int MAX_COMMANDS = 1 << 20;

  private final Series[] series;
  private final byte[][] contents;
  private final long[] receivedAt;
  private final long[] orders;
  private final SourceTap[] taps;
  private final ArrayDeque<Ordered> commands = new ArrayDeque<>();
  private int head;
  private int count;
  private long order;
  private boolean closed;

  private record Ordered(long order, LaneCommand command) {}

  /** One bar that was taken from the queue; reused by its lane. */
  static final class Taken {
    @Nullable Series series;
    byte[] content = Decision.NO_SIGNAL;
    long receivedAtNanos;
    @Nullable SourceTap tap;
    @Nullable LaneCommand command;

    private void clear() {
      series = null;
      content = Decision.NO_SIGNAL;
      tap = null;
      command = null;
    }
  }

  LaneQueue(int capacity) {
    series = new Series[capacity];
    contents = new byte[capacity][];
    receivedAt = new long[capacity];
    orders = new long[capacity];
    taps = new SourceTap[capacity];
  }

  /**
   * Adds a bar; the oldest one makes room for it when the ring is full.
   *
   * @return false when the queue is closed
   */
  synchronized boolean offer(Series of, byte[] content, long receivedAtNanos, SourceTap tap) {
    if (closed) {
      return false;
    }
    int capacity = series.length;
    if (count == capacity) {
      taps[head].dropped(series[head]);
      head = next(head);
      count--;
    }
    int tail = head + count < capacity ? head + count : head + count - capacity;
    series[tail] = of;
    contents[tail] = content;
    receivedAt[tail] = receivedAtNanos;
    taps[tail] = tap;
    orders[tail] = order++;
    count++;
    notifyAll();
    return true;
  }

  /**
   * Adds a command, which is never dropped.
   *
   * @return false when the queue is closed
   */
  synchronized boolean offer(LaneCommand command) {
    if (closed) {
      return false;
    }
    if (commands.size() >= MAX_COMMANDS) {
      throw new IllegalStateException(
          "expected a lane that keeps up, found "
              + commands.size()
              + " fills and commands waiting");
    }
    commands.addLast(new Ordered(order++, command));
    notifyAll();
    return true;
  }

  /**
   * Takes the next bar or command.
   *
   * @param waitMillis how long to wait for one; 0 for not at all
   * @return false when there is none
   */
  synchronized boolean take(Taken into, long waitMillis) {
    into.clear();
    if (waitMillis > 0 && isEmpty()) {
      await(waitMillis);
    }
    if (isEmpty()) {
      return false;
    }
    Ordered first = commands.peekFirst();
    if (first != null && (count == 0 || first.order() < orders[head])) {
      into.command = first.command();
      commands.removeFirst();
      return true;
    }
    into.series = series[head];
    into.content = contents[head];
    into.receivedAtNanos = receivedAt[head];
    into.tap = taps[head];
    contents[head] = Decision.NO_SIGNAL;
    head = next(head);
    count--;
    return true;
  }

  private void await(long waitMillis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
    while (isEmpty() && !closed) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private boolean isEmpty() {
    return count == 0 && commands.isEmpty();
  }

  private int next(int index) {
    return index + 1 == series.length ? 0 : index + 1;
  }

  /** Wakes the lane; what waits can still be taken. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean closedAndEmpty() {
    return closed && isEmpty();
  }
}
