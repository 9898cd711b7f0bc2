package io.tickcast.core;

import io.tickcast.api.SourceState;

/**
 * Notices that a source was away: fills that it brings may have been missed. <i>Confined</i> to the
 * thread that polls the source.
 */
final class FeedGaps {
  private static final LaneCommand GAP = lane -> lane.books.gap();

  private final FrameRouter router;
  private boolean lived;
  private boolean away;

  FeedGaps(FrameRouter router) {
    this.router = router;
  }

  /** Looks where the source stands, after it was polled. */
  void look(SourceState state) {
    if (state == SourceState.CONNECTING) {
      away = lived;
    } else if (state == SourceState.LIVE) {
      lived = true;
      if (away) {
        away = false;
        router.all(GAP);
      }
    }
  }
}
