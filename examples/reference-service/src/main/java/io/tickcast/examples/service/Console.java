package io.tickcast.examples.service;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a command writes: results to {@code out}, everything else to {@code err}. Remembers when
 * nobody reads the results any more, which {@link PrintStream} hides. <i>Thread-safe.</i>
 */
final class Console {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Watched watched;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * Makes a console.
   *
   * @param out takes the results, buffered: {@link PrintStream#flush} when somebody waits for them
   * @param err takes errors and progress, unbuffered
   */
  Console(OutputStream out, OutputStream err) {
    this.watched = new Watched(out);
    this.out =
        new PrintStream(
            new BufferedOutputStream(watched, BUFFER_BYTES), false, StandardCharsets.UTF_8);
    this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  /** Prints one line of the results, and hands it on at once. */
  void line(String text) {
    out.println(text);
    out.flush();
  }

  /** Whether the results can no longer be written. */
  boolean outFailed() {
    return watched.failure != null;
  }

  /** Why the results can no longer be written; empty when whoever read them has just left. */
  Optional<IOException> outFailure() {
    IOException failure = watched.failure;
    if (failure == null || String.valueOf(failure.getMessage()).contains("Broken pipe")) {
      return Optional.empty();
    }
    return Optional.of(failure);
  }

  private static final class Watched extends OutputStream {
    private final OutputStream target;
    private volatile @org.jspecify.annotations.Nullable IOException failure;

    Watched(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        target.write(bytes, offset, length);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        target.flush();
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }
  }
}
