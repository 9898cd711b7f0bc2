package io.tickcast.benchmarks;

/** A thread that does the same again and again until it is stopped. <i>Confined.</i> */
final class Background {
  private final Thread thread;
  private volatile boolean stopped;
  private volatile RuntimeException failure;

  Background(Runnable work) {
    thread =
        new Thread(
            () -> {
              try {
                while (!stopped) {
                  work.run();
                }
              } catch (RuntimeException e) {
                failure = e;
              }
            },
            "background");
  }

  void start() {
    thread.start();
  }

  /**
   * Stops it, and waits for its end.
   *
   * @throws IllegalStateException when it has failed before
   */
  void stop() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new IllegalStateException("expected the thread beside to go on", failure);
    }
  }
}
