package io.tickcast.benchmarks.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ends and deletes what a run has made, the last first: when the run is over, or when the process
 * is interrupted. <i>Thread-safe.</i>
 */
final class Cleanup implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Thread hook = new Thread(this::closeAll, "bench-cleanup");
  private boolean closed;

  private Cleanup() {}

  /** A cleanup that also happens when the process is told to end. */
  static Cleanup create() {
    Cleanup cleanup = new Cleanup();
    Runtime.getRuntime().addShutdownHook(cleanup.hook);
    return cleanup;
  }

  /** A temporary folder. */
  Path folder() {
    try {
      Path folder = Files.createTempDirectory("tickcast-bench-");
      add(() -> delete(folder));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("expected a temporary folder", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Has something closed in the end; at once when that has come already. */
  <T extends AutoCloseable> T add(T part) {
    synchronized (this) {
      if (!closed) {
        parts.push(part);
        return part;
      }
    }
    close(part);
    throw new IllegalStateException("expected the bench to go on, found it ended");
  }

  /** The process is being ended from outside. */
  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closeAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already; the hook has nothing left to do.
    }
  }

  private void closeAll() {
    AutoCloseable next = take();
    while (next != null) {
      close(next);
      next = take();
    }
  }

  private synchronized AutoCloseable take() {
    closed = true;
    return parts.poll();
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      // The others are to be ended all the same.
      System.err.println("warning: expected to clean up, found: " + e);
    }
  }
}
