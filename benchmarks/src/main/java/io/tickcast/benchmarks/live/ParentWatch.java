package io.tickcast.benchmarks.live;

import java.io.IOException;

/**
 * Ends this process when the one that started it is gone, however that ended: its end of our input
 * closes then.
 */
final class ParentWatch {
  private static final int ORPHANED = 3;

  private ParentWatch() {}

  static void start() {
    Thread watch = new Thread(ParentWatch::await, "bench-parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void await() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever written to it.
      }
    } catch (IOException e) {
      // As good as its end.
    }
    Runtime.getRuntime().halt(ORPHANED);
  }
}
