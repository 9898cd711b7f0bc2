package io.tickcast.backend.onnx;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs native code that recurses on a thread with room for it. ONNX Runtime 1.29 matches a regular
 * expression against the whole command line of the process when it starts, a few native frames for
 * each character: a long class path overflows the usual stack, and that ends the process.
 */
final class DeepStack {
  private static final long BYTES = 64L << 20;

  private DeepStack() {}

  /** Runs a task and waits for it. */
  static <T> T call(Callable<T> task) throws ExecutionException {
    FutureTask<T> future = new FutureTask<>(task);
    Thread thread = new Thread(null, future, "onnx-load", BYTES);
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true; // Native code can not be stopped: its result has to be waited for.
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
