package io.tickcast.tck;

import java.util.concurrent.locks.LockSupport;

/** A thread that somebody forgot; it ends by itself after ten seconds. */
final class ThreadFault {
  private static final long NANOS = 10_000_000_000L;

  private ThreadFault() {}

  static void startForgotten(boolean daemon) {
    long end = System.nanoTime() + NANOS;
    Thread thread =
        new Thread(
            () -> {
              while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
              }
            },
            "forgotten");
    thread.setDaemon(daemon);
    thread.start();
  }
}
