package io.tickcast.core;

import io.tickcast.api.FeatureHistory;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.FrameKind;
import io.tickcast.api.HistoryQuery;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SourceState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A source that has the past alone: what a test puts in. */
final class PastBars implements FeatureSource {
  final List<HistoryQuery> queries = new ArrayList<>();
  private final List<Bar> bars = new ArrayList<>();
  private final ManualClock clock;
  private @Nullable InferenceException fault;
  private boolean careless;
  private SourceState state = SourceState.NEW;

  private record Bar(String channel, long closeMillis, String content) {}

  PastBars(ManualClock clock) {
    this.clock = clock;
  }

  void add(String channel, long closeMillis, String content) {
    bars.add(new Bar(channel, closeMillis, content));
  }

  /** Does not answer, until it gets null. */
  void fails(@Nullable InferenceException why) {
    fault = why;
  }

  /** Hands over all that it has, whatever was asked for. */
  void isCareless() {
    careless = true;
  }

  private int replay(HistoryQuery query, FrameHandler handler) {
    queries.add(query);
    if (fault != null) {
      throw fault;
    }
    int handed = 0;
    for (Bar bar : bars) {
      if (careless || query.wanted().stream().anyMatch(wanted -> isWanted(bar, wanted, query))) {
        byte[] content = Messages.utf8(bar.content());
        handler.onFrame(FrameKind.FEATURES, bar.channel(), content, clock.epochNanos());
        handed++;
      }
    }
    return handed;
  }

  private static boolean isWanted(Bar bar, HistoryQuery.Wanted wanted, HistoryQuery query) {
    return bar.channel().equals("features." + wanted.symbol() + "." + wanted.timeframe().code())
        && bar.closeMillis() > wanted.closedAfterMillis()
        && bar.closeMillis() <= query.closedByMillis();
  }

  @Override
  public void open() {
    state = SourceState.LIVE;
  }

  @Override
  public int poll(FrameHandler handler, int limit, Duration longestWait) {
    throw new IllegalStateException("expected never to be polled");
  }

  @Override
  public SourceState state() {
    return state;
  }

  @Override
  public String detail() {
    return "a list of " + bars.size();
  }

  @Override
  public Optional<FeatureHistory> history() {
    return Optional.of(this::replay);
  }

  @Override
  public void close() {
    state = SourceState.CLOSED;
  }
}
