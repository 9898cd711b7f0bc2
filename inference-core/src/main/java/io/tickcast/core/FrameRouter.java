package io.tickcast.core;

import io.tickcast.api.FrameHandler;
import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Timeframe;
import io.tickcast.core.PositionBook.Fill;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the lane of each frame by its channel. <i>Thread-safe.</i> */
final class FrameRouter {
  private final FeedSettings settings;
  private final Symbols symbols;
  private final Reporter reporter;
  private final LaneQueue[] queues;
  private final FillDecoder fills;
  private final Optional<FrameHandler> configs;
  private final ConcurrentHashMap<String, Series> byChannel = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Series> byName = new ConcurrentHashMap<>();

  FrameRouter(
      FeedSettings settings,
      Symbols symbols,
      Reporter reporter,
      LaneQueue[] queues,
      Optional<FrameHandler> configs) {
    this.configs = configs;
    this.settings = settings;
    this.symbols = symbols;
    this.reporter = reporter;
    this.queues = queues.clone();
    this.fills = new FillDecoder(symbols);
  }

  void route(SourceTap tap, FrameKind kind, String channel, byte[] content, long receivedAt) {
    switch (kind) {
      case FEATURES -> routeBar(tap, channel, content, receivedAt);
      case FILL -> routeFill(channel, content);
      case ACCOUNT -> routeAccount(channel, content);
      case CONFIG ->
          configs.ifPresentOrElse(
              to -> to.onFrame(kind, channel, content, receivedAt), () -> unused(kind, channel));
    }
  }

  private void unused(FrameKind kind, String channel) {
    reporter.refused(
        RefusalReason.NOT_SUPPORTED,
        channel,
        () -> "expected what is used here, found " + kind.code() + ", which nobody asks for");
  }

  private void routeBar(SourceTap tap, String channel, byte[] content, long receivedAt) {
    Series series = byChannel.get(channel);
    if (series == null) {
      series = discover(channel);
      if (series == null) {
        return;
      }
    }
    if (!queues[series.lane].offer(series, content, receivedAt, tap)) {
      closed(channel);
    }
  }

  private void closed(String channel) {
    reporter.refused(
        RefusalReason.CLOSED, channel, () -> "expected an open engine, found it closed");
  }

  private @Nullable Series discover(String channel) {
    int first = channel.indexOf('.');
    int last = channel.lastIndexOf('.');
    Optional<Timeframe> timeframe = Timeframe.find(channel.substring(last + 1));
    String symbol =
        first < last ? symbols.canonicalOrEmpty(channel.substring(first + 1, last)) : "";
    if (timeframe.isEmpty() || symbol.isEmpty()) {
      reporter.refused(
          RefusalReason.BAD_CHANNEL,
          channel,
          () -> "expected features.{symbol}.{timeframe} with a canonical symbol or an alias");
      return null;
    }
    if (byChannel.size() >= settings.maxSeries()) {
      reporter.refused(
          RefusalReason.TOO_MANY_SERIES,
          channel,
          () -> "expected at most " + settings.maxSeries() + " channels, found one more");
      return null;
    }
    Series series = series(symbol, timeframe.get());
    byChannel.put(channel, series);
    return series;
  }

  /** The one series of a canonical symbol and a timeframe. */
  Series series(String symbol, Timeframe timeframe) {
    return byName.computeIfAbsent(
        symbol + "." + timeframe.code(),
        name ->
            new Series(
                "features." + name,
                symbol,
                timeframe,
                lane(symbol),
                symbols.instrument(symbol).calendar()));
  }

  /** The series of a channel that is made of its canonical symbol, when it is known. */
  Optional<Series> find(String channel) {
    return Optional.ofNullable(byName.get(channel.substring(channel.indexOf('.') + 1)));
  }

  /** Has the lane of a symbol do something between two bars. */
  void command(String symbol, LaneCommand command) {
    queues[lane(symbol)].offer(command);
  }

  /** Gives a window what it held; its lane does not run. */
  void restore(SavedWindow window) {
    series(window.place().symbol(), window.place().timeframe()).windows.restore(window);
  }

  /** Has all lanes do something between two bars. */
  void all(LaneCommand command) {
    for (LaneQueue queue : queues) {
      // A queue that is closed has no lane that decides.
      queue.offer(command);
    }
  }

  /** All series that are known. */
  Collection<Series> allSeries() {
    return byName.values();
  }

  /** A symbol has one lane, whatever its timeframes: they share its position. */
  int lane(String symbol) {
    return lane(symbol, queues.length);
  }

  /** The lane of a symbol among so many. */
  static int lane(String symbol, int lanes) {
    return Math.floorMod(symbol.hashCode(), lanes);
  }

  private void routeAccount(String channel, byte[] content) {
    AccountDecoder.Account account;
    try {
      account = AccountDecoder.decode(content);
    } catch (IllegalArgumentException e) {
      reporter.refused(RefusalReason.BAD_ACCOUNT, channel, () -> String.valueOf(e.getMessage()));
      return;
    }
    for (LaneQueue queue : queues) {
      if (!queue.offer(lane -> lane.books.applyAccount(account))) {
        closed(channel);
        return;
      }
    }
  }

  private void routeFill(String channel, byte[] content) {
    Fill fill;
    try {
      fill = fills.decode(content);
      String subject = channel.substring(channel.lastIndexOf('.') + 1);
      if (!symbols.canonical(subject).equals(fill.symbol())) {
        throw new IllegalArgumentException(
            "symbol: expected that of the subject, found '" + fill.symbol() + "'");
      }
    } catch (IllegalArgumentException | InferenceException e) {
      reporter.refused(RefusalReason.BAD_FILL, channel, () -> String.valueOf(e.getMessage()));
      return;
    }
    if (!queues[lane(fill.symbol())].offer(lane -> lane.books.applyFill(fill))) {
      closed(channel);
    }
  }
}
