package io.tickcast.tck;

import io.tickcast.api.FeatureHistory;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.SourceState;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Polices the caller of a source: opened once and before the first poll, always polled by the same
 * thread, no call after close, sensible arguments, a handler that does not throw. <i>Confined</i>
 * as a source is, and that is checked.
 */
public final class AssertingSource implements FeatureSource {
  private final FeatureSource source;
  private final Violations violations;
  private final Confinement confinement;
  private volatile boolean opened;
  private volatile @Nullable Thread poller;

  /**
   * Creates a wrapper.
   *
   * @param source does the work
   * @param violations takes what the caller does wrong; it is thrown as an AssertionError too
   */
  public AssertingSource(FeatureSource source, Violations violations) {
    this.source = source;
    this.violations = violations;
    this.confinement = new Confinement("a source", violations);
  }

  @Override
  public void open() {
    confinement.enterOpen("open");
    try {
      if (opened) {
        violations.fail("expected one open of a source, found another");
      }
      opened = true;
      source.open();
    } finally {
      confinement.exit();
    }
  }

  @Override
  public int poll(FrameHandler handler, int limit, Duration longestWait) {
    confinement.enterOpen("poll");
    try {
      checkPoll(limit, longestWait);
      return source.poll(policed(handler), limit, longestWait);
    } finally {
      confinement.exit();
    }
  }

  private void checkPoll(int limit, Duration longestWait) {
    Thread current = Thread.currentThread();
    Thread first = poller;
    if (first == null) {
      poller = current;
    } else if (first != current) {
      violations.fail(
          "expected polls by thread %s alone, found one by %s"
              .formatted(first.getName(), current.getName()));
    }
    if (!opened) {
      violations.fail("expected open before poll, found a poll");
    }
    if (limit < 1 || longestWait.isNegative()) {
      violations.fail(
          "expected a positive limit and a wait of at least 0, found %d and %s"
              .formatted(limit, longestWait));
    }
  }

  private FrameHandler policed(FrameHandler handler) {
    return (kind, channel, content, receivedAtNanos) -> {
      try {
        handler.onFrame(kind, channel, content, receivedAtNanos);
      } catch (RuntimeException e) {
        violations.add("expected a handler that never throws, found " + e);
        throw e;
      }
    };
  }

  @Override
  public SourceState state() {
    return source.state();
  }

  @Override
  public String detail() {
    return source.detail();
  }

  @Override
  public Optional<FeatureHistory> history() {
    return source.history();
  }

  @Override
  public void close() {
    confinement.enter("close");
    try {
      confinement.end();
      source.close();
    } finally {
      confinement.exit();
    }
  }
}
