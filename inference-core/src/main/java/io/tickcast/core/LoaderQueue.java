package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the thread that loads models. While no such thread runs, the work is done at once
 * by whoever brings it. <i>Thread-safe.</i>
 */
final class LoaderQueue {
  private static final int WAITING_MAX = 256;
  private static final long LOOK_MILLIS = 200;

  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private boolean running;

  /**
   * Has something done, in the order of the calls.
   *
   * @return completed when it is done, with the exception when it failed
   */
  <T> CompletableFuture<T> submit(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    execute(() -> complete(work, result), WAITING_MAX);
    return result;
  }

  private static <T> void complete(Callable<T> work, CompletableFuture<T> result) {
    try {
      result.complete(work.call());
    } catch (Exception e) {
      result.completeExceptionally(e);
    }
  }

  /** Has something small done that must not be refused. */
  void execute(Runnable work) {
    execute(work, Integer.MAX_VALUE);
  }

  private void execute(Runnable work, int waitingMax) {
    synchronized (this) {
      if (running) {
        if (tasks.size() >= waitingMax) {
          throw new InferenceException(
              ErrorCode.LIMIT_EXCEEDED,
              "expected at most " + waitingMax + " loads that wait, found one more");
        }
        tasks.addLast(work);
        notifyAll();
        return;
      }
    }
    work.run();
  }

  /** Whether a thread does the work. */
  synchronized boolean isRunning() {
    return running;
  }

  /** Takes the work over, before the thread of {@link #run} starts. */
  synchronized void begin() {
    running = true;
  }

  /**
   * Works until it is told to stop; then what waits is done by {@link #end}.
   *
   * @param between called after each task, and now and then
   */
  void run(StopSignal stop, Runnable between) {
    while (!stop.isSet()) {
      Runnable task = take();
      if (task != null) {
        task.run();
      }
      between.run();
    }
  }

  private synchronized @Nullable Runnable take() {
    if (tasks.isEmpty()) {
      try {
        wait(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return tasks.pollFirst();
  }

  /** Does what still waits on this thread, and lets everybody do their own work from now on. */
  void end() {
    synchronized (this) {
      running = false;
    }
    while (true) {
      Runnable task;
      synchronized (this) {
        task = tasks.pollFirst();
      }
      if (task == null) {
        return;
      }
      task.run();
    }
  }
}
