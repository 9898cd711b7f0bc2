package io.tickcast.backend.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs native code that recurses on a thread with room for it. ONNX Runtime 1.29 matches a regular
 * expression against the whole command line of the process when it starts, a few native frames for
 * each character: a long class path overflows the usual stack, and that ends the process. So the
 * stack grows with the command line; what is not touched of it takes no memory.
 */
final class DeepStack {
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
  private static final long LEAST_BYTES = 64L << 20;

  /** Measured on x86-64: see ADR 0030. */
  private static final long BYTES_FOR_EACH_CHARACTER = 1024;

  private DeepStack() {}

  /** Runs a task and waits for it. */
  static <T> T call(Callable<T> task) throws ExecutionException {
    FutureTask<T> future = new FutureTask<>(task);
    Thread thread = new Thread(null, future, "onnx-load", bytes(commandLine()));
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

  /** The stack for a command line of so many characters. */
  static long bytes(long characters) {
    return LEAST_BYTES + characters * BYTES_FOR_EACH_CHARACTER;
  }

  /** The length of the command line where the system tells it; the runtime reads it there too. */
  private static long commandLine() {
    try {
      return Files.readAllBytes(COMMAND_LINE).length;
    } catch (IOException e) {
      return 0; // Not Linux, where this part of the runtime does not exist.
    }
  }
}
