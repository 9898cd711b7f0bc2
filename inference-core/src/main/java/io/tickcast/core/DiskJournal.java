package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.journal.Intake;
import io.tickcast.journal.JournalConfig;
import io.tickcast.journal.LogCursor;
import io.tickcast.journal.LogReader;
import io.tickcast.journal.LogStatus;
import io.tickcast.journal.ReadLimit;
import io.tickcast.journal.SegmentLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of an engine in a {@link SegmentLog}: decisions, fills, deliveries and the states of
 * symbols, in the order in which the lanes wrote them (ADR 0017).
 */
final class DiskJournal implements Journal {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceEngine.class);
  private static final String STATE_CURSOR = "state";
  private static final String FACTS_FOLDER = "models";
  private static final long MAINTENANCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final JournalConfig config;
  private final long gatherNanos;
  private final boolean publishesDurable;
  private final boolean recordsInputs;
  private Runnable whenPublishable = () -> {};
  private final Set<String> realTimeSinks;
  private final int maxEntriesPerMinute;
  private final Reporter reporter;
  private final List<DiskCursor> cursors = new ArrayList<>();
  final ModelFactsStore facts;
  private final ConfigStore configs;
  private final DeadLetters deadLetters;
  private volatile @Nullable SegmentLog log;
  private volatile @Nullable LogCursor stateCursor;

  /** Where the states of all symbols begin. */
  private volatile long stateFrom;

  /** <i>Confined</i> to whoever maintains. */
  private long maintainedAtNanos = System.nanoTime();

  private boolean reportedFailure;

  DiskJournal(
      JournalSettings settings,
      Set<String> realTimeSinks,
      int maxEntriesPerMinute,
      Reporter reporter) {
    this.config = settings.config();
    this.recordsInputs = settings.recordInputs();
    this.publishesDurable = settings.durability() == JournalSettings.Durability.POWER;
    // A signal that waits for the device waits for nothing else.
    this.gatherNanos = publishesDurable ? 0 : settings.forceInterval().toNanos();
    this.realTimeSinks = realTimeSinks;
    this.maxEntriesPerMinute = maxEntriesPerMinute;
    this.reporter = reporter;
    this.deadLetters = DeadLetters.of(config);
    this.facts = new ModelFactsStore(config.folder().resolve(FACTS_FOLDER));
    this.configs = new ConfigStore(config.folder());
  }

  @Override
  public LaneStates open() {
    SegmentLog opened = SegmentLog.open(config);
    log = opened;
    facts.open();
    opened
        .recovery()
        .truncation()
        .ifPresent(
            cut ->
                LOG.warn(
                    "journal '{}': cut {} bytes off the end of {}, which a crash had left half"
                        + " written",
                    config.folder(),
                    cut.bytes(),
                    cut.file()));
    LogCursor state = opened.cursor(STATE_CURSOR, opened.firstSequence());
    stateCursor = state;
    long from = Math.max(opened.firstSequence(), state.next());
    deadLetters.list();
    LaneStates states = new LaneStates(realTimeSinks, configs, maxEntriesPerMinute);
    long read = recover(opened, from, states);
    for (DiskCursor cursor : cursors) {
      cursor.open(opened);
    }
    LOG.info("journal '{}': {} records looked at for the state", config.folder(), read);
    return states;
  }

  private static long recover(SegmentLog log, long from, LaneStates states) {
    long read = 0;
    try (LogReader reader = log.read(from, ReadLimit.WRITTEN)) {
      while (reader.next()) {
        recover(reader, states);
        read++;
      }
    }
    return read;
  }

  private static void recover(LogReader reader, LaneStates states) {
    try {
      switch (reader.type()) {
        case RecordTypes.DECISION ->
            states.apply(
                DecisionCodec.head(reader.payload()),
                () -> DecisionCodec.stopLoss(reader.payload()));
        case RecordTypes.FILL ->
            states.apply(StateCodec.readFill(new PayloadReader(reader.payload())));
        case RecordTypes.DELIVERY ->
            states.apply(StateCodec.readDeliveries(new PayloadReader(reader.payload())));
        case RecordTypes.SYMBOL_STATE ->
            states.apply(StateCodec.readState(new PayloadReader(reader.payload())));
        case RecordTypes.ACCOUNT ->
            states.apply(BookCodec.readAccount(new PayloadReader(reader.payload())));
        case RecordTypes.TRADING_STATE ->
            states.apply(BookCodec.readTrading(new PayloadReader(reader.payload())));
        case RecordTypes.FILL_GAP ->
            states.applyGap(BookCodec.readGap(new PayloadReader(reader.payload())));
        case RecordTypes.CONFIG ->
            states.apply(ConfigNote.read(new PayloadReader(reader.payload())));
        case RecordTypes.WINDOW ->
            states.windows.apply(
                WindowCodec.readWhole(new PayloadReader(reader.payload())).window());
        case RecordTypes.WINDOW_STEP ->
            states.windows.apply(WindowCodec.readStep(new PayloadReader(reader.payload())));
        case RecordTypes.BAR, RecordTypes.SWAP, RecordTypes.CHALLENGER -> {
          // What came of bars is in the decisions; what serves is in the history of swaps.
        }
        default -> throw PayloadReader.malformed("a known type of record", reader.type());
      }
    } catch (InferenceException e) {
      throw new InferenceException(
          e.code(), "record " + reader.sequence() + " of the journal: " + e.getMessage(), e);
    }
  }

  @Override
  public void register(ModelFacts model) {
    // Before it opens, the folder may be somebody else's; whoever opens it registers all models.
    if (log != null) {
      facts.keep(model);
    }
  }

  @Override
  public void register(ConfigSnapshot snapshot) {
    configs.keep(snapshot.id(), snapshot.config());
  }

  @Override
  public Writer writer() {
    return new DiskWriter(this);
  }

  @Override
  public Cursor cursor(String name) {
    DiskCursor cursor = new DiskCursor("sink-" + name, facts);
    cursors.add(cursor);
    return cursor;
  }

  /** Whether bars are kept as they came. */
  boolean recordsInputs() {
    return recordsInputs;
  }

  /** Whether signals wait for the device. */
  boolean publishesDurable() {
    return publishesDurable;
  }

  @Override
  public Optional<DeadLetters> deadLetters() {
    return Optional.of(deadLetters);
  }

  @Override
  public void whenPublishable(Runnable listener) {
    whenPublishable = listener;
  }

  /** The log; null before {@link #open}. */
  @Nullable SegmentLog log() {
    return log;
  }

  /** Says once that nothing can be recorded any more. */
  synchronized void failed(InferenceException failure) {
    if (!reportedFailure) {
      reportedFailure = true;
      reporter.alert("journal_failed", String.valueOf(failure.getMessage()));
    }
  }

  @Override
  public void work(long waitMillis) {
    SegmentLog open = log;
    if (open == null || open.failure().isPresent()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(waitMillis));
      return;
    }
    try {
      if (open.awaitUnforced(waitMillis)) {
        if (waitMillis > 0 && gatherNanos > 0) {
          LockSupport.parkNanos(gatherNanos);
        }
        open.force();
        if (publishesDurable) {
          whenPublishable.run();
        }
      }
    } catch (InferenceException e) {
      failed(e);
    }
  }

  @Override
  public void maintain() {
    SegmentLog open = log;
    boolean due = System.nanoTime() - maintainedAtNanos >= MAINTENANCE_NANOS;
    if (open == null || open.failure().isPresent() || !due) {
      return;
    }
    maintainedAtNanos = System.nanoTime();
    try {
      open.maintain();
      open.releaseBefore(stateFrom);
    } catch (InferenceException e) {
      failed(e);
    }
  }

  /** The sequence that the next record will have at least. */
  long nextSequence() {
    SegmentLog open = log;
    return open == null ? 1 : open.writtenSequence() + 1;
  }

  /** Lets go of what is older than a sequence: every symbol's state was recorded after it. */
  void stateBeginsAt(long sequence) {
    LogCursor state = stateCursor;
    if (state != null) {
      state.advanceTo(sequence);
      stateFrom = sequence;
    }
  }

  @Override
  public Optional<EngineStatus.JournalStatus> status() {
    SegmentLog open = log;
    if (open == null) {
      return Optional.empty();
    }
    LogStatus status = open.status();
    return Optional.of(
        new EngineStatus.JournalStatus(
            config.folder().toString(),
            status.intake() == Intake.OPEN,
            status.problem().orElse(""),
            status.firstSequence(),
            status.writtenSequence(),
            status.durableSequence(),
            status.bytes(),
            deadLetters.waiting()));
  }

  @Override
  public void close() {
    SegmentLog open = log;
    if (open != null) {
      open.close();
    }
  }

  static InferenceException notOpen() {
    return new InferenceException(
        ErrorCode.ILLEGAL_STATE, "expected an open journal, found one that is not");
  }
}
