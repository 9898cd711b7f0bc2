package io.tickcast.core;

import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.FeatureHistory;
import io.tickcast.api.FrameKind;
import io.tickcast.api.HistoryQuery;
import io.tickcast.api.HistoryQuery.Wanted;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SourceState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Bridges a live feed that is away or silent with the latest closed bars of another origin: asks
 * for those of all such bindings at once, and hands each bar over at most once. Whatever comes of a
 * bar first, from here or from the live feed, decides it; the other is a duplicate.
 *
 * <p><i>Confined</i> to its thread, but for {@link #status} and {@link #bridges}.
 */
final class Fallback {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** So long live sources may be away before it counts: they connect again by themselves. */
  private static final long AWAY_MILLIS = 2_000;

  private static final long LONGEST_PAUSE_MILLIS = 10_000;

  private final FallbackSettings settings;
  private final FeedSettings feed;
  private final SourceTap tap;
  private final List<SourceTap> live;
  private final Set<Series> bound;
  private final Symbols symbols;
  private final FrameRouter router;
  private final EpochNanoClock clock;
  private final Reporter reporter;
  private final Map<Series, Long> handedOver = new HashMap<>();
  private long startedMillis = -1;
  private long awaySinceMillis = -1;
  private long nextMillis;
  private long pauseMillis;
  private volatile Mode mode = Mode.LIVE;
  private volatile List<String> channels = List.of();
  private volatile String fault = "";
  private volatile long changes;

  /** Where bars come from. */
  enum Mode {
    /** From the live feed. */
    LIVE,
    /** From the other origin, for some bindings at least. */
    FALLBACK,
    /** From nowhere, for some bindings at least: neither answers. */
    HOLD
  }

  /**
   * Creates it.
   *
   * @param tap hands over what the other origin has
   * @param parts live sources, and what turns names into series
   * @param bound the series that models are bound to; read at each look
   */
  Fallback(
      FallbackSettings settings,
      FeedSettings feed,
      SourceTap tap,
      Set<Series> bound,
      EngineParts parts) {
    this.settings = settings;
    this.feed = feed;
    this.tap = tap;
    this.live = parts.taps;
    this.bound = bound;
    this.symbols = parts.symbols;
    this.router = parts.router;
    this.clock = parts.clock;
    this.reporter = parts.reporter;
    this.pauseMillis = settings.interval().toMillis();
  }

  /**
   * Looks whether bars are missing, and asks for them when it is time to.
   *
   * @return how many bars were handed over
   */
  int look() {
    long now = clock.epochNanos() / NANOS_PER_MILLI;
    startedMillis = startedMillis < 0 ? now : startedMillis;
    List<Series> missing = missing(now);
    if (missing.isEmpty()) {
      nextMillis = now;
      become(Mode.LIVE, List.of(), "");
      return 0;
    }
    if (now < nextMillis) {
      return 0;
    }
    int handed = ask(missing, now);
    nextMillis = clock.epochNanos() / NANOS_PER_MILLI + pauseMillis;
    return handed;
  }

  /** Looks until told to stop. */
  void run(StopSignal stop) {
    while (!stop.isSet()) {
      look();
      stop.await(settings.interval().toMillis());
    }
  }

  private int ask(List<Series> missing, long now) {
    List<Wanted> wanted = missing.stream().map(series -> wanted(series, now)).toList();
    List<String> names = missing.stream().map(series -> series.channel).sorted().toList();
    HistoryQuery query = new HistoryQuery(wanted, now, 1, feed.targetColumns(), settings.timeout());
    try {
      int[] handed = {0};
      history()
          .replay(
              query,
              (kind, channel, content, receivedAt) ->
                  handed[0] += handOver(kind, channel, content, receivedAt));
      pauseMillis = settings.interval().toMillis();
      become(Mode.FALLBACK, names, "");
      return handed[0];
    } catch (InferenceException e) {
      pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
      become(Mode.HOLD, names, String.valueOf(e.getMessage()));
      return 0;
    }
  }

  private FeatureHistory history() {
    return tap.source.history().orElseThrow();
  }

  private Wanted wanted(Series series, long now) {
    long oldest = now - feed.maxAgeMillis(series.timeframe);
    long known = Math.max(series.lastBarMillis, handedOver.getOrDefault(series, Long.MIN_VALUE));
    return new Wanted(
        series.symbol, symbols.names(series.symbol), series.timeframe, Math.max(oldest, known));
  }

  private int handOver(FrameKind kind, String channel, byte[] content, long receivedAtNanos) {
    Optional<Series> series = router.find(channel);
    long barTime = RowTime.of(content);
    if (series.isPresent()
        && barTime > handedOver.getOrDefault(series.get(), Long.MIN_VALUE)
        && barTime > series.get().lastBarMillis) {
      handedOver.put(series.get(), barTime);
      tap.onFrame(kind, channel, content, receivedAtNanos);
      return 1;
    }
    return 0;
  }

  private List<Series> missing(long now) {
    boolean away = away(now);
    List<Series> missing = new ArrayList<>();
    for (Series series : bound) {
      if (away ? isOpen(series, now) : isSilent(series, now)) {
        missing.add(series);
      }
    }
    return missing;
  }

  /** Whether no live source has been connected for a while. */
  private boolean away(long now) {
    boolean connected = live.isEmpty();
    for (SourceTap source : live) {
      connected |= source.source.state() == SourceState.LIVE;
    }
    if (connected) {
      awaySinceMillis = -1;
      return false;
    }
    awaySinceMillis = awaySinceMillis < 0 ? now : awaySinceMillis;
    return now - awaySinceMillis >= AWAY_MILLIS;
  }

  /** Whether its instrument trades, or did when the last bar closed; without a calendar always. */
  private static boolean isOpen(Series series, long now) {
    return series.calendar.isEmpty()
        || series.calendar.get().spanAt(now).open()
        || series.calendar.get().spanAt(now - series.timeframe.millis()).open();
  }

  /** Whether the live feed should have had another bar by now. */
  private boolean isSilent(Series series, long now) {
    long begin = startedMillis;
    if (series.calendar.isPresent()) {
      TradingCalendar.Span span = series.calendar.get().spanAt(now);
      if (!span.open()) {
        return false;
      }
      begin = Math.max(begin, span.fromMillis());
    }
    long since = Math.max(series.lastBarMillis, begin);
    return now - since > series.timeframe.millis() + settings.silenceMillis(series);
  }

  private void become(Mode next, List<String> names, String why) {
    fault = why;
    boolean changed = next != mode;
    boolean others = !names.equals(channels);
    channels = names;
    mode = next;
    if (changed) {
      changes++;
    }
    if (changed || others) {
      reporter.alert("feed_" + next.name().toLowerCase(Locale.ROOT), sentence(next));
    }
  }

  private String sentence(Mode now) {
    String bindings = String.join(", ", channels);
    return switch (now) {
      case LIVE -> "bars come from the live feed again";
      case FALLBACK ->
          "bars of "
              + bindings
              + " come from '"
              + tap.name
              + "' while the live feed is away or silent; signals: "
              + settings.signals().code();
      case HOLD ->
          "no bars of " + bindings + ": the live feed is away, and '" + tap.name + "': " + fault;
    };
  }

  /** Whether it stands in for live sources that are away, with signals allowed. */
  boolean bridges() {
    return mode == Mode.FALLBACK && settings.signals() != FallbackSettings.Signals.NONE;
  }

  EngineStatus.FallbackStatus status() {
    return new EngineStatus.FallbackStatus(
        tap.name,
        mode.name().toLowerCase(Locale.ROOT),
        settings.signals().code(),
        channels,
        changes,
        tap.frames(),
        fault,
        tap.source.detail());
  }
}
