package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import io.tickcast.core.PositionBook.Fill;
import io.tickcast.core.StateCodec.RecordedBar;
import io.tickcast.journal.JournalConfig;
import io.tickcast.journal.JournalInspection;
import io.tickcast.journal.LogReader;
import io.tickcast.journal.ReadLimit;
import io.tickcast.journal.SegmentLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides the bars of a journal once more, with the clock readings that were recorded, and compares
 * every decision byte for byte: outputs, gates, levels, ids and the bytes of the signal.
 * <i>Confined.</i>
 *
 * <p>The order of a symbol's records is that of its lane, whatever the number of lanes was then or
 * is now.
 */
public final class JournalReplay implements AutoCloseable {
  private static final int MOST_DIFFERENCES = 100;

  private final PlaybackClock clock = new PlaybackClock();
  private final PlaybackJournal journal = new PlaybackJournal();
  private final InferenceEngine engine;
  private final ReplaySwaps swaps;
  private final Map<String, Group> open = new TreeMap<>();
  private final Map<String, SourceTap> taps = new HashMap<>();
  private final Set<String> known = new HashSet<>();
  private final ConfigTrail trail = new ConfigTrail();
  private final ConfigSnapshot given;
  private final boolean takesGiven;
  private Optional<ConfigStore> configs = Optional.empty();
  private final List<Difference> differences = new ArrayList<>();
  private long bars;
  private long decisions;
  private long different;

  /** A bar with what its lane said it decides by, and the decisions that were made of it. */
  private record Group(RecordedBar bar, Optional<ConfigNote> config, List<byte[]> decided) {}

  /**
   * A decision that came out otherwise.
   *
   * @param channel of its bar
   * @param barTimeMillis close time of the bar, Unix milliseconds
   * @param recorded what was recorded, one line; empty when nothing was
   * @param replayed what came out now, one line; empty when nothing did
   */
  public record Difference(String channel, long barTimeMillis, String recorded, String replayed) {}

  /**
   * What a replay came to.
   *
   * @param bars the bars that were decided again
   * @param decisions the decisions that were compared
   * @param different how many of them came out otherwise
   * @param differences the first of them, at most 100
   */
  public record Report(long bars, long decisions, long different, List<Difference> differences) {
    /** Copies the list. */
    public Report {
      differences = List.copyOf(differences);
    }
  }

  private JournalReplay(InferenceEngineBuilder builder, boolean takesGiven) {
    this.given = ConfigSnapshot.of(builder.config, builder.configOrigin);
    this.takesGiven = takesGiven;
    this.engine = builder.clock(clock).playback(journal).build();
    this.swaps = new ReplaySwaps(engine);
  }

  /**
   * Makes a replay that decides by the operational configurations that the journal names, each from
   * the bar on from which it was in force.
   *
   * @param like has feed, instruments and lanes, no sources, sinks and listeners, and the
   *     operational configuration of what the journal does not say it for
   * @param models loads the models and lets them serve
   */
  public static JournalReplay of(InferenceEngineBuilder like, Consumer<InferenceEngine> models) {
    return open(new JournalReplay(like, false), models);
  }

  /**
   * Makes a replay that decides by one operational configuration, whatever was in force: it shows
   * what would have come out.
   *
   * @param like has the operational configuration, feed, instruments and lanes, and no sources,
   *     sinks and listeners
   * @param models loads the models and lets them serve
   */
  public static JournalReplay withSettingsOf(
      InferenceEngineBuilder like, Consumer<InferenceEngine> models) {
    return open(new JournalReplay(like, true), models);
  }

  private static JournalReplay open(JournalReplay replay, Consumer<InferenceEngine> models) {
    try {
      models.accept(replay.engine);
      replay.engine.open();
      return replay;
    } catch (RuntimeException e) {
      replay.close();
      throw e;
    }
  }

  /**
   * Replays a journal from its oldest record to its newest.
   *
   * @param folder the journal's, which no engine uses
   * @param progress hears the number of records so far
   * @throws InferenceException (NOT_FOUND) when there is none, or it holds no bars;
   *     (MALFORMED_DATA) when it is damaged; (RESOURCE_UNAVAILABLE) when it is in use
   */
  public Report run(Path folder, LongConsumer progress) {
    requireJournal(folder);
    configs = Optional.of(new ConfigStore(folder));
    try (SegmentLog log = SegmentLog.open(JournalConfig.of(folder));
        LogReader reader = log.read(log.firstSequence(), ReadLimit.WRITTEN)) {
      for (long read = 1; reader.next(); read++) {
        take(reader);
        progress.accept(read);
      }
    }
    open.values().forEach(this::decide);
    open.clear();
    if (bars == 0 && decisions > 0) {
      throw new InferenceException(
          ErrorCode.NOT_FOUND,
          "expected bars in the journal '"
              + folder
              + "', found "
              + decisions
              + " decisions and none: set journal.record_inputs, and let it run");
    }
    return new Report(bars, decisions, different, differences);
  }

  /** Opening would make one where there is none, and nothing would differ in it. */
  private static void requireJournal(Path folder) {
    if (JournalInspection.of(folder).lastSequence() == 0) {
      throw new InferenceException(
          ErrorCode.NOT_FOUND, "expected records in the journal '" + folder + "', found none");
    }
  }

  private void take(LogReader reader) {
    PayloadReader payload = new PayloadReader(reader.payload());
    switch (reader.type()) {
      case RecordTypes.BAR -> {
        RecordedBar bar = StateCodec.readBar(payload);
        flush(bar.symbol());
        open.put(bar.symbol(), new Group(bar, trail.of(bar.symbol()), new ArrayList<>()));
        known.add(bar.symbol());
      }
      case RecordTypes.DECISION -> {
        Group group = open.get(DecisionCodec.head(reader.payload()).symbol());
        decisions++;
        if (group != null) {
          group.decided().add(bytes(reader));
        }
      }
      case RecordTypes.CHALLENGER -> {
        Group group = open.get(DecisionCodec.head(reader.payload()).symbol());
        if (group != null) {
          group.decided().add(bytes(reader));
        }
      }
      case RecordTypes.SWAP -> {
        ModelEvent event = SwapCodec.read(payload).event();
        flush(event.symbol());
        swaps.follow(event, reader.sequence());
      }
      case RecordTypes.FILL -> {
        Fill fill = StateCodec.readFill(payload);
        flush(fill.symbol());
        known.add(fill.symbol());
        if (PaperLedger.isOfPaper(fill)) {
          return; // it follows from the decision
        }
        engine.parts.router.command(fill.symbol(), lane -> lane.books.applyFill(fill));
      }
      case RecordTypes.ACCOUNT -> {
        BookCodec.Account account = BookCodec.readAccount(payload);
        // A ledger on paper follows from the decisions, and is recorded amid them.
        if (given.config().trading().feed().paper().isEmpty()) {
          between(account.symbol(), lane -> lane.books.replay(account));
        }
      }
      case RecordTypes.TRADING_STATE -> {
        BookCodec.Trading trading = BookCodec.readTrading(payload);
        between(trading.symbol(), lane -> lane.books.replay(trading));
      }
      case RecordTypes.FILL_GAP -> {
        String symbol = BookCodec.readGap(payload);
        between(symbol, lane -> lane.books.replayGap(symbol));
      }
      case RecordTypes.CONFIG -> trail.apply(ConfigNote.read(payload));
      case RecordTypes.WINDOW -> restore(WindowCodec.readWhole(payload));
      case RecordTypes.WINDOW_STEP -> {
        // It follows from the bar.
      }
      case RecordTypes.SYMBOL_STATE -> restore(StateCodec.readState(payload));
      case RecordTypes.DELIVERY -> {
        // It changes no decision.
      }
      default -> throw PayloadReader.malformed("a known type of record", reader.type());
    }
  }

  private static byte[] bytes(LogReader reader) {
    byte[] bytes = new byte[reader.payload().remaining()];
    reader.payload().duplicate().get(bytes);
    return bytes;
  }

  /** The first one of a symbol is where its records begin; later ones follow from them. */
  private void restore(SymbolState state) {
    if (known.add(state.symbol())) {
      engine.parts.restore(state);
    }
  }

  private void between(String symbol, LaneCommand command) {
    flush(symbol);
    known.add(symbol);
    engine.parts.router.command(symbol, command);
  }

  /** One of a symbol that is known follows from its records, unless it was filled from the past. */
  private void restore(WindowCodec.Whole window) {
    String symbol = window.window().place().symbol();
    if (window.warmed() || !known.contains(symbol)) {
      flush(symbol);
      engine.parts.router.command(symbol, lane -> restore(lane, window));
    }
  }

  private void restore(Lane lane, WindowCodec.Whole window) {
    SavedWindow saved = window.window();
    engine.parts.router.restore(saved);
    if (window.isDropped()) {
      SavedWindow.Place place = saved.place();
      Series series = engine.parts.router.series(place.symbol(), place.timeframe());
      lane.dropWindows(series, Set.of(place.key()));
    }
  }

  private void flush(String symbol) {
    @Nullable Group group = open.remove(symbol);
    if (group != null) {
      decide(group);
    }
  }

  private void decide(Group group) {
    RecordedBar bar = group.bar();
    long[] readings = new long[1 + 2 * group.decided().size()];
    readings[0] = bar.receivedAtNanos();
    boolean takesEntries = true;
    Optional<String> named = Optional.empty();
    for (int i = 0; i < group.decided().size(); i++) {
      DecisionCodec.Readings recorded = DecisionCodec.readings(group.decided().get(i));
      readings[0] = recorded.startedAtNanos();
      readings[1 + 2 * i] = recorded.predictedAtNanos();
      readings[2 + 2 * i] = recorded.decidedAtNanos();
      takesEntries &= !recorded.journalFull();
      named = Optional.of(recorded.configId());
    }
    ConfigSnapshot config = config(group, named);
    engine.parts.router.command(bar.symbol(), lane -> lane.configure(config));
    clock.play(readings);
    journal.takesEntries(takesEntries);
    SourceTap tap = taps.computeIfAbsent(bar.source(), engine.parts::embedded);
    tap.onFrame(FrameKind.FEATURES, bar.channel(), bar.content(), bar.receivedAtNanos());
    engine.runOnce();
    bars++;
    compare(bar, group.decided(), journal.take());
  }

  /** What the lane said it decides by; from before it said so, what the decision names. */
  private ConfigSnapshot config(Group group, Optional<String> named) {
    Optional<String> said = group.config().map(ConfigNote::id);
    Optional<String> id = said.or(() -> named);
    if (takesGiven || id.isEmpty()) {
      return given;
    }
    Optional<OperationalConfig> kept = configs.flatMap(store -> store.find(id.get()));
    if (kept.isEmpty() && said.isPresent()) {
      throw PayloadReader.malformed(
          "the settings of config " + id.get() + " in the folder '" + ConfigStore.FOLDER + "'",
          "no file of that name");
    }
    return kept.map(it -> new ConfigSnapshot(it, id.get(), given.origin(), 0, 0)).orElse(given);
  }

  private void compare(RecordedBar bar, List<byte[]> recorded, List<byte[]> replayed) {
    for (int i = 0; i < Math.max(recorded.size(), replayed.size()); i++) {
      byte[] before = i < recorded.size() ? recorded.get(i) : null;
      byte[] now = i < replayed.size() ? replayed.get(i) : null;
      if (before != null && now != null && Arrays.equals(before, now)) {
        continue;
      }
      different++;
      if (differences.size() < MOST_DIFFERENCES) {
        long time = DecisionCodec.barTime(before == null ? now : before);
        differences.add(new Difference(bar.channel(), time, text(before), text(now)));
      }
    }
  }

  private static String text(byte @Nullable [] payload) {
    return payload == null ? "" : DecisionCodec.describe(payload);
  }

  @Override
  public void close() {
    engine.close();
  }
}
