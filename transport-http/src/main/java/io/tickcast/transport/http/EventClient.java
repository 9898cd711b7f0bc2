package io.tickcast.transport.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader of the events. <i>Thread-safe</i>: the hub's thread and the server's threads meet
 * here.
 *
 * <p>It has no queue: it reads the ring of decisions at its own place, and of the status it takes
 * the latest. So a slow reader costs no memory; when the ring has gone past it while its connection
 * takes nothing, it is dropped.
 */
final class EventClient implements WriteListener {
  private static final Logger log = LoggerFactory.getLogger(EventClient.class);
  // A burst may overrun a healthy reader in the middle of a write.
  private static final long OVERRUN_GRACE_NANOS = Duration.ofSeconds(1).toNanos();

  private final String name;
  private final ServletOutputStream out;
  private final DecisionStream decisions;
  private final StatusFeed status;
  private final long stallNanos;
  private final Runnable disconnect;
  private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
  private final ReentrantLock writing = new ReentrantLock();

  private boolean greeted;
  private boolean unflushed;
  private long statusVersion;
  private boolean waiting;
  private long waitingSinceNanos;

  EventClient(
      String name,
      ServletOutputStream out,
      DecisionStream decisions,
      StatusFeed status,
      Duration stallTimeout,
      Runnable disconnect) {
    this.name = name;
    this.out = out;
    this.decisions = decisions;
    this.status = status;
    this.stallNanos = stallTimeout.toNanos();
    this.disconnect = disconnect;
    // What was made before nobody listened is stale.
    statusVersion = status.latest().version();
  }

  /** Completes, always normally, when the reader is gone. */
  CompletableFuture<@Nullable Void> closed() {
    return closed;
  }

  /** Sends what there is, and drops the reader when it takes nothing; never blocks. */
  void tick(long nowNanos) {
    if (!writing.tryLock()) {
      // A thread of the server is at it.
      return;
    }
    try {
      write();
      if (waiting) {
        dropWhenStalled(nowNanos);
      }
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void onWritePossible() {
    writing.lock();
    try {
      write();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void onError(Throwable failure) {
    gone(failure);
  }

  /** Ends the stream. Calling it again has no effect. */
  void close() {
    writing.lock();
    try {
      if (waiting && !closed.isDone()) {
        // The pending write would hold the connection until it times out.
        disconnect.run();
      }
    } finally {
      writing.unlock();
    }
    closed.complete(null);
  }

  private void write() {
    try {
      while (!closed.isDone() && ready()) {
        byte[] frame = next();
        if (frame != null) {
          out.write(frame);
          unflushed = true;
        } else if (unflushed) {
          out.flush();
          unflushed = false;
        } else {
          return;
        }
      }
    } catch (IOException e) {
      gone(e);
    }
  }

  /** Asking an output that is not ready makes the server call {@link #onWritePossible} later. */
  private boolean ready() {
    boolean ready = out.isReady();
    if (!ready && !waiting) {
      waitingSinceNanos = System.nanoTime();
    }
    waiting = !ready;
    return ready;
  }

  private byte @Nullable [] next() {
    if (!greeted) {
      greeted = true;
      return Sse.GREETING;
    }
    StatusFeed.Frame latest = status.latest();
    if (latest.version() != statusVersion) {
      statusVersion = latest.version();
      return latest.bytes();
    }
    return decisions.next();
  }

  private void dropWhenStalled(long nowNanos) {
    long waited = nowNanos - waitingSinceNanos;
    boolean overrun = waited >= OVERRUN_GRACE_NANOS && decisions.overrun();
    if (!overrun && waited < stallNanos) {
      return;
    }
    log.info("dropped event reader {}: it took nothing for {} ms", name, waited / 1_000_000);
    disconnect.run();
    closed.complete(null);
  }

  private void gone(Throwable failure) {
    log.debug("event reader {} is gone: {}", name, failure.toString());
    closed.complete(null);
  }
}
