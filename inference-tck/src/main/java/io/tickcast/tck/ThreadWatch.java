package io.tickcast.tck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs something in a thread group of its own, and so sees the threads that it starts. */
final class ThreadWatch {
  private final ThreadGroup group = new ThreadGroup("tck-watch");

  /** Runs a task on a thread of the group and waits for its end. */
  <T> T call(Callable<T> task) {
    FutureTask<T> future = new FutureTask<>(task);
    Thread thread = new Thread(group, future, "tck-watched");
    thread.setDaemon(true);
    thread.start();
    try {
      T result = future.get();
      thread.join();
      return result;
    } catch (ExecutionException e) {
      throw new AssertionError("expected no exception, found " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for a watched thread", e);
    }
  }

  /** The threads of the group that are alive. */
  List<Thread> alive() {
    Thread[] threads = new Thread[group.activeCount() + 16];
    int count = group.enumerate(threads);
    return new ArrayList<>(Arrays.asList(threads).subList(0, count));
  }

  /** Waits until no thread is left that keeps the process alive. */
  void awaitNoneKeepsTheProcess(Duration patience) {
    Patience.until(
        patience,
        () -> alive().stream().allMatch(Thread::isDaemon),
        () -> "expected no thread that keeps the process alive after close, found " + alive());
  }
}
