package io.tickcast.core;

import io.tickcast.api.FeatureSource;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.FrameKind;
import io.tickcast.api.SourceState;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A source that hands over what a test puts in. */
final class ScriptSource implements FeatureSource {
  private final LinkedBlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<RuntimeException> faults = new ConcurrentLinkedQueue<>();
  private volatile SourceState state = SourceState.NEW;
  private volatile Consumer<String> events = event -> {};

  private record Frame(FrameKind kind, String channel, byte[] content, long receivedAtNanos) {}

  ScriptSource telling(Consumer<String> listener) {
    events = listener;
    return this;
  }

  void add(String channel, byte[] content, long receivedAtNanos) {
    frames.add(new Frame(FrameKind.FEATURES, channel, content, receivedAtNanos));
  }

  /** Lets one of the next polls throw. */
  void fail(RuntimeException fault) {
    faults.add(fault);
  }

  /** Loses or finds its connection. */
  void become(SourceState next) {
    state = next;
  }

  @Override
  public void open() {
    events.accept("open");
    state = SourceState.LIVE;
  }

  @Override
  public int poll(FrameHandler handler, int limit, Duration longestWait) {
    RuntimeException fault = faults.poll();
    if (fault != null) {
      throw fault;
    }
    int count = 0;
    for (Frame next = first(longestWait); next != null; next = frames.poll()) {
      handler.onFrame(next.kind(), next.channel(), next.content(), next.receivedAtNanos());
      count++;
      if (count == limit) {
        return count;
      }
    }
    return count;
  }

  private Frame first(Duration longestWait) {
    try {
      return frames.poll(longestWait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public SourceState state() {
    return state;
  }

  @Override
  public String detail() {
    return "a script";
  }

  @Override
  public void close() {
    events.accept("close");
    state = SourceState.CLOSED;
  }
}
