package io.tickcast.core;

import io.tickcast.api.FeatureSource;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.FrameKind;
import io.tickcast.core.EngineStatus.SourceStatus;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * Takes the frames of one source, counts them, and hands them to the router with the source's name.
 */
final class SourceTap implements FrameHandler {
  final String name;
  final FeatureSource source;
  final FeedGaps gaps;
  private final FrameRouter router;
  private final Reporter reporter;
  private final LongAdder frames = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  SourceTap(String name, FeatureSource source, FrameRouter router, Reporter reporter) {
    this.name = name;
    this.source = source;
    this.router = router;
    this.reporter = reporter;
    this.gaps = new FeedGaps(router);
  }

  @Override
  public void onFrame(FrameKind kind, String channel, byte[] content, long receivedAtNanos) {
    frames.increment();
    router.route(this, kind, channel, content, receivedAtNanos);
  }

  /** A bar of this source had to make room in a lane's queue. */
  void dropped(Series series) {
    dropped.increment();
    reporter.refused(
        RefusalReason.OVERRUN,
        series.channel,
        () -> "expected a lane that keeps up, found its queue full; the oldest bar was dropped");
  }

  long frames() {
    return frames.sum();
  }

  long droppedBars() {
    return dropped.sum();
  }

  SourceStatus status() {
    String state = source.state().name().toLowerCase(Locale.ROOT);
    return new SourceStatus(name, state, source.detail(), frames.sum(), dropped.sum());
  }
}
