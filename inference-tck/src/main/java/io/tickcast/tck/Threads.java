package io.tickcast.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs tasks on threads of their own. */
final class Threads {
  /** After this a task hangs; no rule is about speed. */
  static final long HANG_SECONDS = 120;

  private Threads() {}

  /** Runs the tasks at the same time and waits for all; the first failure is thrown. */
  static void runTogether(List<Callable<Void>> tasks) {
    ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
    try {
      CountDownLatch start = new CountDownLatch(tasks.size());
      List<Future<Void>> futures = new ArrayList<>();
      for (Callable<Void> task : tasks) {
        futures.add(
            executor.submit(
                () -> {
                  start.countDown();
                  start.await();
                  return task.call();
                }));
      }
      futures.forEach(Threads::result);
    } finally {
      executor.shutdownNow();
    }
  }

  private static void result(Future<Void> future) {
    try {
      future.get(HANG_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("a thread failed: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("expected an end within " + HANG_SECONDS + " s, found none", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for a thread", e);
    }
  }
}
