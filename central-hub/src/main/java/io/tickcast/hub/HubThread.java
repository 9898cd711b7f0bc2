package io.tickcast.hub;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that looks after a hub. <i>Thread-safe.</i> */
final class HubThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CentralHub.class);
  private static final String NAME = "tickcast-hub";
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_END_MILLIS = 10_000;

  private final HubFollower follower;
  private final HubHttp http;
  private volatile Optional<Registration> registration = Optional.empty();
  private @Nullable Thread thread;
  private boolean woken;
  private boolean ending;

  HubThread(HubFollower follower, HubHttp http) {
    this.follower = follower;
    this.http = http;
  }

  /** A reading for what is due; nothing is decided by it. */
  static long nanos() {
    return System.nanoTime();
  }

  synchronized void start(Optional<Registration> with) {
    if (thread != null || ending) {
      throw new IllegalStateException("expected a client that was not started, found another");
    }
    registration = with;
    Thread made = new Thread(this::run, NAME);
    made.setDaemon(true);
    thread = made;
    made.start();
  }

  String registration() {
    return registration.map(Registration::state).orElse("off");
  }

  /** Has it look at once. */
  synchronized void wake() {
    woken = true;
    notifyAll();
  }

  private void run() {
    while (await(lookQuietly())) {
      // until the end
    }
    registration.ifPresent(Registration::end);
    http.close();
  }

  /** What goes wrong once, whatever it is, must not keep later configurations out. */
  private long lookQuietly() {
    try {
      long wait = follower.look();
      return Math.min(wait, registration.map(Registration::look).orElse(wait));
    } catch (RuntimeException e) {
      LOG.error("expected the hub to be followed, found a fault", e);
      return LONGEST_WAIT_NANOS;
    }
  }

  /** Waits until something is due or somebody wakes it; false at the end. */
  private synchronized boolean await(long waitNanos) {
    long until = nanos() + waitNanos;
    while (!ending && !woken) {
      long left = until - nanos();
      if (left <= 0) {
        break;
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1));
      } catch (InterruptedException e) {
        // Nobody interrupts it but a program that wants it to end.
        ending = true;
        Thread.currentThread().interrupt();
      }
    }
    woken = false;
    return !ending;
  }

  /** Ends the thread; a request that is under way is waited for, which its time limits bound. */
  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      ending = true;
      notifyAll();
      running = thread;
      thread = null;
    }
    if (running == null) {
      return;
    }
    try {
      running.join(LONGEST_END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (running.isAlive()) {
      LOG.warn("expected the thread {} to end, found it busy", NAME);
    }
  }
}
