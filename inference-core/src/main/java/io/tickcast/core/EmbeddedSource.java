package io.tickcast.core;

import io.tickcast.api.FeatureSource;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.SourceState;
import java.time.Duration;

/** Stands for the program that hands frames over by itself; there is nothing to poll. */
final class EmbeddedSource implements FeatureSource {
  @Override
  public void open() {}

  @Override
  public int poll(FrameHandler handler, int limit, Duration longestWait) {
    return 0;
  }

  @Override
  public SourceState state() {
    return SourceState.LIVE;
  }

  @Override
  public void close() {}
}
