package io.tickcast.core;

import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.FeatureHistory;
import io.tickcast.api.FrameKind;
import io.tickcast.api.HistoryQuery;
import io.tickcast.api.HistoryQuery.Wanted;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Timeframe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the past bars that windows begin with. Without an answer they fill up by live bars, and
 * their models hold until then. <i>Thread-safe.</i>
 */
final class WindowHistory {
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Beside the bars themselves, time in which nothing trades. */
  private static final long CLOSED_MILLIS = Duration.ofDays(10).toMillis();

  private static final int SPARSE = 3;

  private final FeatureHistory history;
  private final List<String> excluded;
  private final Symbols symbols;
  private final LaneQueue[] queues;
  private final EpochNanoClock clock;
  private final Reporter reporter;

  WindowHistory(FeatureHistory history, FeedSettings feed, EngineParts parts) {
    this.history = history;
    this.excluded = feed.targetColumns();
    this.symbols = parts.symbols;
    this.queues = parts.queues;
    this.clock = parts.clock;
    this.reporter = parts.reporter;
  }

  /** Fills the windows of models that see several bars, as far as the past goes. */
  void warm(Map<Series, LoadedModel> served) {
    Map<String, Series> byChannel = new TreeMap<>();
    int bars = 1;
    for (Map.Entry<Series, LoadedModel> entry : served.entrySet()) {
      int window = entry.getValue().signature().window();
      if (window > 1) {
        byChannel.put(entry.getKey().channel, entry.getKey());
        bars = Math.max(bars, window);
      }
    }
    if (!byChannel.isEmpty()) {
      ask(byChannel, bars);
    }
  }

  private void ask(Map<String, Series> byChannel, int bars) {
    long now = clock.epochNanos() / NANOS_PER_MILLI;
    List<Wanted> wanted =
        byChannel.values().stream()
            .map(
                series ->
                    new Wanted(
                        series.symbol,
                        symbols.names(series.symbol),
                        series.timeframe,
                        now - span(series.timeframe, bars)))
            .toList();
    Map<String, List<byte[]>> found = new TreeMap<>();
    try {
      history.replay(
          new HistoryQuery(wanted, now, bars, excluded, TIMEOUT),
          (kind, channel, content, receivedAt) -> {
            if (kind == FrameKind.FEATURES) {
              found.computeIfAbsent(channel, c -> new ArrayList<>()).add(content);
            }
          });
    } catch (InferenceException e) {
      reporter.alert(
          "windows_not_warm",
          "expected past bars of " + byChannel.keySet() + ", found none: " + e.getMessage());
    }
    found.forEach((channel, contents) -> hand(byChannel.get(channel), contents));
  }

  private void hand(@Nullable Series series, List<byte[]> contents) {
    if (series != null) {
      // A queue that is closed has no lane that waits.
      queues[series.lane].offer(lane -> lane.warm(series, contents));
    }
  }

  private static long span(Timeframe timeframe, int bars) {
    return CLOSED_MILLIS + SPARSE * bars * timeframe.millis();
  }
}
