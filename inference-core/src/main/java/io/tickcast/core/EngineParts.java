package io.tickcast.core;

import io.tickcast.api.CheckpointStore;
import io.tickcast.api.Delivery;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.RecordKind;
import io.tickcast.core.EngineStatus.JournalStatus;
import io.tickcast.core.EngineStatus.ModelStatus;
import io.tickcast.core.EngineStatus.SinkStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an engine is made of, wired. */
final class EngineParts {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceEngine.class);

  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** A lane that wakes looks at what it holds back by itself. */
  private static final LaneCommand RELEASE = lane -> {};

  final EpochNanoClock clock;
  final Symbols symbols;
  final FrameRouter router;
  final LaneQueue[] queues;
  final List<Lane> lanes = new ArrayList<>();
  final List<SourceTap> taps = new ArrayList<>();
  final List<Relay> relays = new ArrayList<>();
  final List<CheckpointStore> stores;
  final EngineSettings settings;
  final ConfigBoard board;
  final Reporter reporter;
  final Journal journal;

  /** What keeps a journal on disk short; absent without one. */
  Optional<StateRounds> rounds = Optional.empty();

  /** The models by what they serve. */
  final ConcurrentHashMap<Series, LoadedModel> served = new ConcurrentHashMap<>();

  /** Which models there are, and which of them serve. */
  final ModelRegistry registry;

  /** What stands in for the live feed; absent when nothing does. */
  final Optional<Fallback> fallback;

  final TradingSwitch trading;

  /** Where windows begin; absent when nothing holds the past. */
  final Optional<WindowHistory> windowHistory;

  /** Whether it plays a journal: what was recorded is followed and not found out again. */
  final boolean plays;

  private final Optional<SourceTap> past;
  final List<SinkTap> sinks = new ArrayList<>();
  private final ModelLoader loader;
  private final Counters counters = new Counters();
  private final TargetColumns targets;

  EngineParts(InferenceEngineBuilder builder) {
    clock = builder.clock;
    plays = builder.playback.isPresent();
    settings = builder.settings;
    stores = List.copyOf(builder.stores);
    symbols = new Symbols(builder.instruments);
    reporter = new Reporter(builder.listeners, counters, builder.rehearses);
    loader = ModelLoader.create(builder.classLoader, builder.providers);
    targets = new TargetColumns(builder.feed.targetColumns());
    queues = new LaneQueue[settings.lanes()];
    for (int i = 0; i < queues.length; i++) {
      queues[i] = new LaneQueue(settings.queueCapacity());
    }
    board = new ConfigBoard(builder, reporter, queues);
    router = new FrameRouter(builder.feed, symbols, reporter, queues, builder.configFrames);
    trading = new TradingSwitch(board, router);
    builder.sources.forEach((name, source) -> taps.add(tap(name, source)));
    builder.sinks.forEach((name, sink) -> sinks.add(new SinkTap(name, sink, reporter)));
    journal = journal(builder);
    for (SinkTap sink : sinks) {
      if (sink.delivery == Delivery.ARCHIVE) {
        relays.add(
            new Relay(
                sink,
                journal.cursor(sink.name),
                settings.sinkTimeout(),
                journal.deadLetters(),
                clock,
                reporter));
      }
    }
    registry =
        new ModelRegistry(
            this,
            builder.bindings,
            builder.registry,
            builder.journal.map(it -> SwapHistory.of(it.config())));
    past = past(builder);
    windowHistory =
        past.flatMap(tap -> tap.source.history())
            .map(history -> new WindowHistory(history, builder.feed, this));
    fallback =
        past.map(
            tap ->
                new Fallback(
                    builder.config.fallback().orElseThrow(),
                    builder.feed,
                    tap,
                    served.keySet(),
                    this));
    Lane.Shared shared =
        new Lane.Shared(
            clock,
            symbols,
            journal,
            reporter,
            builder.feed,
            board,
            queues.length,
            plays ? Optional.empty() : Optional.of(registry.challengerBudget()));
    for (int i = 0; i < queues.length; i++) {
      lanes.add(new Lane(queues[i], i, shared, realTimeSinks()));
    }
  }

  private Optional<SourceTap> past(InferenceEngineBuilder builder) {
    if (builder.fallback.isEmpty()) {
      return Optional.empty();
    }
    FeatureSource source = builder.fallback.get();
    String name =
        builder
            .config
            .fallback()
            .map(FallbackSettings::source)
            .orElseThrow(() -> Checks.invalid("fallback", "settings for it", "none"));
    if (source.history().isEmpty()) {
      throw Checks.invalid("fallback", "a source with a history", "'" + name + "' without one");
    }
    if (builder.sources.containsKey(name)) {
      throw Checks.invalid("fallback", "a name of its own", "that of source '" + name + "'");
    }
    return Optional.of(tap(name, source));
  }

  /** Looks after the targets of all sinks. */
  SinkChecks sinkChecks() {
    return new SinkChecks(sinks, clock);
  }

  /** Wakes all lanes: what they hold back may go out now. */
  private void release() {
    for (LaneQueue queue : queues) {
      // A queue that is closed has no lane that waits.
      queue.offer(RELEASE);
    }
  }

  private Journal journal(InferenceEngineBuilder builder) {
    if (builder.playback.isPresent()) {
      return builder.playback.get();
    }
    if (builder.journal.isEmpty()) {
      return new MemoryJournal(settings.recordCapacity());
    }
    Set<String> names = realTimeSinks().stream().map(sink -> sink.name).collect(Collectors.toSet());
    int entries = builder.config.signals().maxEntriesPerMinute();
    DiskJournal disk = new DiskJournal(builder.journal.get(), names, entries, reporter);
    rounds = Optional.of(new StateRounds(disk, queues, router));
    disk.whenPublishable(this::release);
    return disk;
  }

  private List<SinkTap> realTimeSinks() {
    return sinks.stream()
        .filter(sink -> sink.delivery == Delivery.REAL_TIME)
        .filter(sink -> sink.kinds.contains(RecordKind.SIGNAL))
        .toList();
  }

  private SourceTap tap(String name, FeatureSource source) {
    return new SourceTap(name, source, router, reporter);
  }

  /** The tap of a program that hands frames over by itself. */
  SourceTap embedded(String name) {
    return tap(name, new EmbeddedSource());
  }

  LoadedModel load(ModelArtifact artifact) {
    Model model = loader.load(artifact);
    try {
      LoadedModel loaded = LoadedModel.verified(model, artifact);
      requireLive(loaded);
      StateNeeds.requireFed(loaded, board.current().config().trading().feed());
      LOG.info("{} from {}: {}", loaded.modelVersion(), loaded.location(), loaded.verification());
      return loaded;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** Every row that has what such a model needs would be refused. */
  private void requireLive(LoadedModel loaded) {
    for (String name : loaded.signature().inputNames()) {
      if (targets.contains(name)) {
        throw new InferenceException(
            ErrorCode.SCHEMA_MISMATCH,
            loaded.location()
                + ": expected inputs that live rows have, found '"
                + name
                + "', which the feed's target columns name");
      }
    }
  }

  /**
   * Opens the journal, takes up what it knows, and opens sinks and sources.
   *
   * @param models what can serve
   */
  void open(List<ModelFacts> models) {
    LaneStates before = journal.open();
    registry.journalOpened();
    models.forEach(journal::register);
    board.open(journal, lanes, before.lastConfig());
    before.states().forEach(this::restore);
    trading.open(before.trading(), lanes);
    before.windows.windows().forEach(router::restore);
    for (SinkTap sink : sinks) {
      sink.open();
    }
    past.ifPresent(tap -> tap.source.open());
    windowHistory.ifPresent(it -> it.warm(Map.copyOf(served)));
    for (SourceTap tap : taps) {
      tap.source.open();
    }
  }

  void restore(SymbolState state) {
    List<Series> series =
        state.lastBars().keySet().stream()
            .sorted()
            .map(timeframe -> router.series(state.symbol(), timeframe))
            .toList();
    lanes.get(router.lane(state.symbol())).restore(state, series);
  }

  /** Records the last states and brings all to the device; the lanes have ended. */
  void settleJournal() {
    quietly(
        "journal",
        () -> {
          rounds.ifPresent(it -> it.last(lanes));
          journal.work(0);
          journal.maintain();
        });
  }

  /** Closes what {@link #open} opened; a part that fails does not keep the others open. */
  void close(boolean opened) {
    if (opened) {
      long deadline = System.nanoTime() + settings.closeTimeout().toNanos();
      relays.forEach(
          relay -> quietly("relay of sink '" + relay.name() + "'", () -> drain(relay, deadline)));
    }
    taps.forEach(tap -> quietly("source '" + tap.name + "'", tap.source::close));
    past.ifPresent(tap -> quietly("source '" + tap.name + "'", tap.source::close));
    sinks.forEach(sink -> quietly("sink '" + sink.name + "'", sink::close));
    stores.forEach(store -> quietly("store", store::close));
    quietly("journal", journal::close);
  }

  /** Closes all predictors; the lanes have ended. */
  void closePredictors() {
    for (int i = 0; i < lanes.size(); i++) {
      int number = i;
      List<Series> own = router.allSeries().stream().filter(s -> s.lane == number).toList();
      quietly("lane " + number, () -> lanes.get(number).close(own));
    }
  }

  private void drain(Relay relay, long deadlineNanos) {
    long left = relay.drain(deadlineNanos);
    if (left > 0) {
      boolean kept = rounds.isPresent();
      reporter.alert(
          kept ? "records_wait" : "records_lost",
          "sink '"
              + relay.name()
              + "': expected all records out, found "
              + left
              + " left at close"
              + (kept ? "; the journal keeps them for the next start" : ""));
    }
  }

  static void quietly(String what, Runnable close) {
    try {
      close.run();
    } catch (RuntimeException e) {
      LOG.warn("{} did not close: {}", what, e.toString());
    }
  }

  EngineStatus status(String state, long startedAtMillis) {
    Optional<JournalStatus> journalStatus = journal.status();
    List<String> notReady = new ArrayList<>(NotReady.engine(this, state));
    journalStatus
        .filter(it -> !it.problem().isEmpty())
        .ifPresent(it -> notReady.add("journal: " + it.problem()));
    boolean readyButForFeed = notReady.isEmpty();
    notReady.addAll(NotReady.feed(this));
    return new EngineStatus(
        state,
        notReady.isEmpty(),
        readyButForFeed,
        notReady,
        startedAtMillis,
        board.current().id(),
        counters.bars(),
        counters.signals(),
        counters.outcomes(),
        counters.refused(),
        counters.lastRefused(),
        served.entrySet().stream()
            .map(entry -> ModelStatus.of(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparing(ModelStatus::symbol).thenComparing(ModelStatus::timeframe))
            .toList(),
        registry.bindings(),
        taps.stream().map(SourceTap::status).toList(),
        sinkStatus(),
        counters.latency(),
        journalStatus,
        fallback.map(Fallback::status),
        board.status(),
        trading.inForce());
  }

  long nowMillis() {
    return clock.epochNanos() / NANOS_PER_MILLI;
  }

  private List<SinkStatus> sinkStatus() {
    List<SinkStatus> all = new ArrayList<>();
    relays.forEach(relay -> all.add(relay.status()));
    sinks.stream()
        .filter(sink -> sink.delivery == Delivery.REAL_TIME)
        .forEach(sink -> all.add(sink.status()));
    return List.copyOf(all);
  }
}
