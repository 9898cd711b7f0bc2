package io.tickcast.examples.service;

import io.tickcast.api.InferenceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One check of the doctor, of which several run side by side.
 *
 * @param name what it checks, for what goes wrong with the check itself
 * @param body looks, and says what it found
 */
record Checkup(String name, Supplier<List<Diagnosis>> body) {
  /**
   * Runs checks side by side, each to its end, or to the end of the time for all.
   *
   * @param longest the time for all of them together
   * @return what they found, in the order of the checks
   */
  static List<Diagnosis> run(List<Checkup> checkups, Duration longest) throws InterruptedException {
    ExecutorService threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "tickcast-doctor-check");
              // What hangs in spite of its own limits must not keep the process.
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<List<Diagnosis>>> futures =
          threads.invokeAll(
              checkups.stream().map(Checkup::task).toList(),
              longest.toNanos(),
              TimeUnit.NANOSECONDS);
      List<Diagnosis> found = new ArrayList<>();
      for (int i = 0; i < futures.size(); i++) {
        found.addAll(checkups.get(i).result(futures.get(i), longest));
      }
      return found;
    } finally {
      threads.shutdownNow();
    }
  }

  private Callable<List<Diagnosis>> task() {
    return () -> {
      try {
        return body.get();
      } catch (InferenceException e) {
        return List.of(Diagnosis.fail(name, e));
      }
    };
  }

  private List<Diagnosis> result(Future<List<Diagnosis>> future, Duration longest)
      throws InterruptedException {
    try {
      return future.get();
    } catch (CancellationException e) {
      return List.of(
          Diagnosis.fail(
              name,
              "expected an end within " + longest.toMillis() + " ms, found none",
              "look at what is checked: it, or the network to it, stands still"));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof Error error) {
        throw error;
      }
      return List.of(
          Diagnosis.fail(
              name,
              Failures.message(cause == null ? e : cause),
              "run it again with --verbose, and report it"));
    }
  }
}
