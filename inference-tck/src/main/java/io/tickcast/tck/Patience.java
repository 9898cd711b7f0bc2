package io.tickcast.tck;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for what must come. The limit tells a hang from a wait; no rule is about speed. */
final class Patience {
  private static final long PAUSE_NANOS = 1_000_000;

  private Patience() {}

  /** Returns once a condition holds; fails when it does not in time. */
  static void until(Duration patience, BooleanSupplier condition, Supplier<String> failure) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new AssertionError(failure.get() + ", after " + patience);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Runs a rule on a thread of its own, so that one that hangs fails. */
  static void run(Duration patience, Runnable rule) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread = new Thread(() -> complete(done, rule), "tck-rule");
    thread.setDaemon(true);
    thread.start();
    try {
      done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } catch (TimeoutException e) {
      AssertionError hangs = new AssertionError("expected an end within " + patience, e);
      hangs.setStackTrace(thread.getStackTrace());
      thread.interrupt();
      throw hangs;
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while a rule ran", e);
    }
  }

  private static void complete(CompletableFuture<Void> done, Runnable rule) {
    try {
      rule.run();
      done.complete(null);
    } catch (RuntimeException | Error e) {
      // Thrown again on the thread that waits.
      done.completeExceptionally(e);
    }
  }

  private static RuntimeException rethrown(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException unchecked) {
      return unchecked;
    }
    return new IllegalStateException("a rule throws unchecked exceptions only", cause);
  }

  /** Calls something whose checked exceptions are failures. */
  static <T> T call(Callable<T> task) {
    try {
      return task.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("expected no checked exception, found " + e, e);
    }
  }
}
