package io.tickcast.transport.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves all readers of the events from one thread, which looks for news every {@value
 * #POLL_MILLIS} ms while there are readers, and sleeps without. So the lanes need not wake anybody.
 * <i>Thread-safe.</i>
 */
final class EventHub implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventHub.class);
  private static final long POLL_MILLIS = 20;
  private static final long POLL_NANOS = Duration.ofMillis(POLL_MILLIS).toNanos();
  private static final long STATUS_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long JOIN_MILLIS = 2_000;

  private final StatusFeed status;
  private final int limit;
  private final Set<EventClient> clients = ConcurrentHashMap.newKeySet();
  private final AtomicInteger seats = new AtomicInteger();
  private final Thread thread = new Thread(this::run, "tickcast-http-events");
  private volatile boolean stopped;
  private long nextStatusNanos = System.nanoTime();

  EventHub(StatusFeed status, int limit) {
    this.status = status;
    this.limit = limit;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  int limit() {
    return limit;
  }

  /** The readers that are connected. */
  int readers() {
    return seats.get();
  }

  /**
   * Takes one of the seats; false when there is none. Whoever has one brings a reader, or gives it
   * back.
   */
  boolean takeSeat() {
    if (stopped) {
      return false;
    }
    int taken = seats.get();
    while (taken < limit) {
      if (seats.compareAndSet(taken, taken + 1)) {
        return true;
      }
      taken = seats.get();
    }
    return false;
  }

  void giveSeatBack() {
    seats.decrementAndGet();
  }

  /** Serves a reader that has a seat until it is gone. */
  void add(EventClient client) {
    clients.add(client);
    client
        .closed()
        .whenComplete(
            (nothing, failure) -> {
              clients.remove(client);
              giveSeatBack();
            });
    if (stopped) {
      client.close();
    }
    LockSupport.unpark(thread);
  }

  private void run() {
    while (!stopped) {
      if (clients.isEmpty()) {
        LockSupport.park(this);
        continue;
      }
      long now = System.nanoTime();
      if (now - nextStatusNanos >= 0) {
        status.refresh();
        nextStatusNanos = now + STATUS_NANOS;
      }
      clients.forEach(this::serve);
      LockSupport.parkNanos(this, POLL_NANOS);
    }
  }

  private void serve(EventClient client) {
    try {
      client.tick(System.nanoTime());
    } catch (RuntimeException e) {
      // One reader must not end the service of the others.
      log.warn("dropped an event reader after an unexpected failure", e);
      client.close();
    }
  }

  /** Ends all streams and the thread. Calling it again has no effect. */
  @Override
  public void close() {
    stopped = true;
    LockSupport.unpark(thread);
    clients.forEach(EventClient::close);
    try {
      thread.join(JOIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
