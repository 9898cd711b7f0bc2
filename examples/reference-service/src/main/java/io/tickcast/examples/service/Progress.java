package io.tickcast.examples.service;

import java.io.PrintStream;
import java.util.Locale;

/** One line on a terminal that is written over while work goes on. <i>Confined.</i> */
final class Progress implements AutoCloseable {
  private static final long PAUSE_NANOS = 200_000_000L;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream target;
  private final boolean seen;
  private long shownAt;
  private boolean shown;

  /**
   * Makes a line.
   *
   * @param target the terminal
   * @param seen whether it is one; nothing is written otherwise
   */
  Progress(PrintStream target, boolean seen) {
    this.target = target;
    this.seen = seen;
    this.shownAt = System.nanoTime();
  }

  /** Shows how much is done, a few times in a second at most. */
  void show(long done, String unit) {
    if (!seen) {
      return;
    }
    long now = System.nanoTime();
    if (now - shownAt >= PAUSE_NANOS) {
      shownAt = now;
      shown = true;
      target.print(CLEAR + String.format(Locale.ROOT, "%,d %s", done, unit));
      target.flush();
    }
  }

  /** Clears the line. */
  @Override
  public void close() {
    if (shown) {
      target.print(CLEAR);
      target.flush();
    }
  }
}
