package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.FeatureSource;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.SourceState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One source from its opening to its close, driven by hand. */
final class SourceRun implements AutoCloseable {
  private static final Duration WAIT = Duration.ofMillis(50);
  private static final int LIMIT = 16;

  final TckClock clock = new TckClock();
  final FeatureSource source;
  private final FeatureSourceTck tck;
  private final List<ReceivedFrame> received = new ArrayList<>();
  private boolean polling;
  private int outside;

  private SourceRun(FeatureSourceTck tck) {
    this.tck = tck;
    this.source = tck.provider().create(CreationRules.config(tck.options(), clock));
  }

  /** Makes a source without opening it. */
  static SourceRun create(FeatureSourceTck tck) {
    return new SourceRun(tck);
  }

  /** Opens a source and publishes: before it for a finite origin, else once the source is live. */
  static SourceRun open(FeatureSourceTck tck, List<SampleFrame> frames) {
    if (tck.finite()) {
      frames.forEach(frame -> publish(tck, frame));
      SourceRun run = new SourceRun(tck);
      run.source.open();
      return run;
    }
    SourceRun run = new SourceRun(tck);
    run.source.open();
    run.awaitLive();
    frames.forEach(frame -> publish(tck, frame));
    return run;
  }

  private static void publish(FeatureSourceTck tck, SampleFrame frame) {
    Patience.call(
        () -> {
          tck.publish(frame);
          return true;
        });
  }

  /** Publishes one more frame, of an origin that is not finite. */
  void publish(SampleFrame frame) {
    publish(tck, frame);
  }

  private void awaitLive() {
    Patience.until(
        tck.patience(),
        () -> {
          poll(LIMIT, Duration.ZERO);
          return source.state() == SourceState.LIVE;
        },
        () -> "expected state LIVE, found " + source.state() + " (" + source.detail() + ")");
  }

  /** Polls once; checks what holds for every poll. */
  int poll(int limit, Duration longestWait) {
    int before = received.size();
    polling = true;
    int handed = source.poll(handler(), limit, longestWait);
    polling = false;
    assertThat(handed).as("what poll returned").isEqualTo(received.size() - before);
    return handed;
  }

  private FrameHandler handler() {
    Thread poller = Thread.currentThread();
    return (kind, channel, content, receivedAtNanos) -> {
      if (!polling || Thread.currentThread() != poller) {
        outside++;
      }
      received.add(new ReceivedFrame(kind, channel, content, content.clone(), receivedAtNanos));
    };
  }

  /** Polls until so many frames were received since the opening. */
  List<ReceivedFrame> await(int count) {
    return await(count, LIMIT);
  }

  List<ReceivedFrame> await(int count, int limit) {
    Patience.until(
        tck.patience(),
        () -> {
          if (received.size() < count) {
            int handed = poll(limit, WAIT);
            assertThat(handed).as("frames of one poll").isBetween(0, limit);
          }
          return received.size() >= count;
        },
        () -> "expected " + count + " frames, found " + received.size());
    return List.copyOf(received);
  }

  /** The number of calls of the handler outside of a poll, or on another thread. */
  int outside() {
    return outside;
  }

  @Override
  public void close() {
    source.close();
  }
}
