package io.tickcast.transport.nats;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages that no stream has acknowledged yet, in the order in which they were published, and
 * how many it never did. <i>Thread-safe</i>; one thread adds.
 */
final class Acknowledgements {
  private final long limit;
  private final ConcurrentNavigableMap<Long, Unacknowledged> waiting =
      new ConcurrentSkipListMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private volatile String lastReason = "";
  private long lastToken;

  /**
   * Creates an empty list.
   *
   * @param limit how many bytes may wait together
   */
  Acknowledgements(long limit) {
    this.limit = limit;
  }

  /** Whether so many bytes more may wait; with nothing waiting any number. */
  boolean hasRoom(long more) {
    long now = bytes.get();
    return now == 0 || now + more <= limit;
  }

  /** Adds a message; the token by which its acknowledgement is known. */
  long add(Unacknowledged message) {
    long token = lastToken + 1;
    lastToken = token;
    bytes.addAndGet(message.bytes);
    waiting.put(token, message);
    return token;
  }

  /** Removes a message; null when it is not there any more. */
  @Nullable Unacknowledged remove(long token) {
    Unacknowledged message = waiting.remove(token);
    if (message == null) {
      return null;
    }
    bytes.addAndGet(-message.bytes);
    if (waiting.isEmpty()) {
      synchronized (this) {
        notifyAll();
      }
    }
    return message;
  }

  /** A message is given up, or was published where no stream takes it. */
  void lost(String reason) {
    lost.incrementAndGet();
    lastReason = reason;
  }

  /** Those that are still waiting and meet a condition, oldest first. */
  List<Map.Entry<Long, Unacknowledged>> waiting(Predicate<Unacknowledged> condition) {
    List<Map.Entry<Long, Unacknowledged>> found = new ArrayList<>();
    for (Map.Entry<Long, Unacknowledged> entry : waiting.entrySet()) {
      if (condition.test(entry.getValue())) {
        found.add(entry);
      }
    }
    return found;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** A message that waits; null when it does not any more. */
  @Nullable Unacknowledged get(long token) {
    return waiting.get(token);
  }

  int count() {
    return waiting.size();
  }

  /** Returns when nothing waits any more, or the time is over; whether nothing does. */
  synchronized boolean awaitNone(Duration time) throws InterruptedException {
    long deadline = System.nanoTime() + time.toNanos();
    long left = time.toNanos();
    while (!waiting.isEmpty() && left > 0) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
      left = deadline - System.nanoTime();
    }
    return waiting.isEmpty();
  }

  /** What is not acknowledged, for people; empty when all is. */
  String text() {
    int now = waiting.size();
    long never = lost.get();
    String text = now == 0 ? "" : "; messages not acknowledged yet: " + now;
    return never == 0
        ? text
        : text + "; messages not known to be in a stream: " + never + ", the last: " + lastReason;
  }
}
