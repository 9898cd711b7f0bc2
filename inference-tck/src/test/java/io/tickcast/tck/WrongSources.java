package io.tickcast.tck;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.FeatureHistory;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FeatureSourceProvider;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.FrameKind;
import io.tickcast.api.SourceState;
import io.tickcast.tck.reference.MemorySourceProvider;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Forwarders to the right source, to be wrong in one place. */
final class WrongSources {
  private WrongSources() {}

  /** The right provider with each source replaced. */
  static FeatureSourceProvider sources(UnaryOperator<FeatureSource> fault) {
    return new MemorySourceProvider() {
      @Override
      public FeatureSource create(ComponentConfig config) {
        return fault.apply(super.create(config));
      }
    };
  }

  static class ForwardingSource implements FeatureSource {
    final FeatureSource source;

    ForwardingSource(FeatureSource source) {
      this.source = source;
    }

    @Override
    public void open() {
      source.open();
    }

    @Override
    public int poll(FrameHandler handler, int limit, Duration longestWait) {
      return source.poll(handler, limit, longestWait);
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
      source.close();
    }
  }

  /** A frame as a handler got it. */
  interface FrameTwist {
    void apply(
        FrameHandler handler, FrameKind kind, String channel, byte[] content, long receivedAtNanos);
  }

  /** The right provider with each frame twisted on its way to the handler. */
  static FeatureSourceProvider frames(FrameTwist twist) {
    return sources(
        source ->
            new ForwardingSource(source) {
              @Override
              public int poll(FrameHandler handler, int limit, Duration longestWait) {
                return super.poll(
                    (kind, channel, content, at) ->
                        twist.apply(handler, kind, channel, content, at),
                    limit,
                    longestWait);
              }
            });
  }
}
