package io.tickcast.core;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Timeframe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes frames, scores bars, decides, records and publishes. <i>Thread-safe</i>, but for {@link
 * #runOnce}.
 *
 * <pre>{@code
 * InferenceEngine engine =
 *     InferenceEngine.builder()
 *         .model(Path.of("models/xgboost_eurusd_5m_v1.2.3.json"))
 *         .listener(new EngineListener() {
 *           public void onDecision(DecisionView decision) {
 *             if (decision.outcome() == Outcome.EMITTED) {
 *               orders.accept(decision.symbol(), decision.type(), decision.size());
 *             }
 *           }
 *         })
 *         .build();
 * engine.start();
 * engine.frames().onFrame(FrameKind.FEATURES, "features.EURUSD.5m", bytes, clock.epochNanos());
 * }</pre>
 *
 * <p>{@link #start} runs it on threads of its own; {@link #open} and {@link #runOnce} drive it by
 * hand, on one thread and in a fixed order.
 */
public final class InferenceEngine implements AutoCloseable {
  private static final String EMBEDDED = "embedded";

  final EngineParts parts;
  private final SourceTap embedded;
  private final List<LoadedModel> owned = new ArrayList<>();
  private final EngineThreads threads;
  private volatile State state = State.NEW;
  private volatile long startedAtMillis;

  private enum State {
    NEW,
    OPEN,
    RUNNING,
    CLOSED
  }

  private InferenceEngine(EngineParts parts) {
    this.parts = parts;
    this.embedded = parts.embedded(EMBEDDED);
    this.threads = new EngineThreads(parts);
  }

  /** Where an engine begins. */
  public static InferenceEngineBuilder builder() {
    return new InferenceEngineBuilder();
  }

  static InferenceEngine create(InferenceEngineBuilder builder) {
    InferenceEngine engine = new InferenceEngine(new EngineParts(builder));
    try {
      for (Path file : builder.models) {
        engine.serve(engine.loadModel(file));
      }
      return engine;
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /**
   * Loads and verifies a model file, with the manifest beside it where there is one. The engine
   * closes it.
   *
   * @param file the model file
   * @throws InferenceException when it is missing, of no known kind, or does not verify
   */
  public LoadedModel loadModel(Path file) {
    return load(ModelLoader.readFile(file, Optional.empty()));
  }

  /**
   * Loads and verifies a model from the checkpoint stores. The engine closes it.
   *
   * @param type such as {@code xgboost}; empty for any
   * @param version the bare version, such as {@code 1.2.3}; empty for any
   * @param symbol the canonical symbol; empty for any
   * @param timeframe the timeframe's code; empty for any
   * @throws InferenceException (NOT_FOUND, CONFLICT) when no checkpoint, or more than one, answers
   */
  public LoadedModel loadModel(String type, String version, String symbol, String timeframe) {
    CheckpointQuery query = new CheckpointQuery(type, version, symbol, timeframe);
    return load(StoreSearch.one(parts.stores, query));
  }

  /**
   * Loads and verifies a model from bytes. The engine closes it.
   *
   * @param artifact with its manifest
   * @throws InferenceException when it is of no known kind, or does not verify
   */
  public LoadedModel loadModel(ModelArtifact artifact) {
    return load(Checkpoints.resolved(artifact));
  }

  private LoadedModel load(ModelArtifact artifact) {
    requireNot(State.CLOSED);
    LoadedModel loaded = parts.load(artifact);
    synchronized (owned) {
      if (state != State.CLOSED) {
        if (state != State.NEW) {
          parts.journal.register(loaded.facts());
        }
        owned.add(loaded);
        return loaded;
      }
    }
    loaded.release();
    throw closedMeanwhile();
  }

  private void serve(LoadedModel model) {
    if (model.symbol().isEmpty() || model.timeframe().isEmpty()) {
      throw new InferenceException(
          ErrorCode.SCHEMA_MISMATCH,
          model.location()
              + ": expected the manifest fields symbol and timeframe, or a file named"
              + " {type}_{symbol}_{timeframe}_v{version}.{ext}, found neither");
    }
    serve(model, model.symbol(), model.timeframe());
  }

  /**
   * Lets a model decide the bars of an instrument, in place of the one that did; from the next bar
   * on.
   *
   * @param model from this engine
   * @param symbol the canonical symbol or an alias
   * @param timeframe the timeframe's code
   * @throws InferenceException (CONFLICT) when one version has two contents; (ILLEGAL_STATE) after
   *     {@link #close}
   */
  public void serve(LoadedModel model, String symbol, String timeframe) {
    requireNot(State.CLOSED);
    Series series = series(symbol, timeframe);
    parts.registry.serve(model, series);
    if (state == State.OPEN) {
      parts.windowHistory.ifPresent(it -> it.warm(Map.of(series, model)));
    }
  }

  /** Which models there are, which serve, and how others take their place. */
  public ModelRegistry registry() {
    return parts.registry;
  }

  /**
   * Hands the admitted bars of a channel to a handler, on the lane's thread, after the bound models
   * have decided.
   *
   * @param channel such as {@code features.EURUSD.5m}
   * @param handler must be quick
   */
  public void subscribe(String channel, BarHandler handler) {
    requireNot(State.CLOSED);
    String[] tokens = channel.split("\\.", -1);
    if (tokens.length != 3) {
      throw Checks.invalid(
          "channel", "features.{symbol}.{timeframe}", "'" + Instrument.printable(channel) + "'");
    }
    Series series = series(tokens[1], tokens[2]);
    if (!parts.queues[series.lane].offer(lane -> lane.subscribe(series, handler))) {
      throw closedMeanwhile();
    }
  }

  private Series series(String symbol, String timeframe) {
    return parts.router.series(parts.symbols.canonical(symbol), Timeframe.of(timeframe));
  }

  /**
   * Changes what may be done at all, from the next bar on; the stricter of this and the configured
   * state is in force. It is recorded, and kept over restarts when the journal is on disk.
   *
   * @param trading for all instruments
   * @throws InferenceException (ILLEGAL_STATE) after {@link #close}
   */
  public void tradingState(TradingState trading) {
    requireNot(State.CLOSED);
    parts.trading.set(trading);
  }

  /**
   * Lets all lanes decide by another operational configuration, each from its next bar on.
   *
   * @param config whole
   * @param origin who asks for it
   * @throws InferenceException (INVALID_CONFIGURATION) when it changes a setting that is
   *     {@linkplain OperationalSetting#isChangeable() fixed}; (RESOURCE_UNAVAILABLE) when it can
   *     not be kept
   */
  public void configure(OperationalConfig config, ConfigOrigin origin) {
    requireNot(State.CLOSED);
    parts.board.change(config, origin);
  }

  /**
   * Counts and shows a configuration that was refused before it came to {@link #configure}.
   *
   * @param origin who asked for it
   * @param reason one line
   */
  public void configRefused(ConfigOrigin origin, String reason) {
    parts.board.refused(origin, reason);
  }

  /** Takes frames from the program that this engine is embedded in. */
  public FrameHandler frames() {
    return embedded;
  }

  /**
   * Opens sources and sinks without starting threads, to be driven by {@link #runOnce}.
   *
   * @throws InferenceException when one of them can never work as configured; the engine is closed
   *     then
   */
  public synchronized void open() {
    if (state != State.NEW) {
      throw new IllegalStateException("expected a new engine, found one that is " + word());
    }
    bindModels();
    startedAtMillis = parts.nowMillis();
    try {
      parts.open(facts());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    state = State.OPEN;
  }

  private void bindModels() {
    try {
      parts.registry.bind();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Those that a program has loaded. */
  List<LoadedModel> loaded() {
    synchronized (owned) {
      return List.copyOf(owned);
    }
  }

  private List<ModelFacts> facts() {
    synchronized (owned) {
      return Stream.concat(owned.stream().map(LoadedModel::facts), parts.registry.facts().stream())
          .toList();
    }
  }

  /**
   * Polls each source for one frame, then lets all lanes and relays do what waits, on this thread.
   *
   * @return the work done; 0 when there was none
   */
  public int runOnce() {
    if (state != State.OPEN) {
      throw new IllegalStateException(
          "expected an open engine without threads, found one that is " + word());
    }
    int work = 0;
    for (int i = 0; i < parts.taps.size(); i++) {
      SourceTap tap = parts.taps.get(i);
      work += tap.source.poll(tap, 1, Duration.ZERO);
      tap.gaps.look(tap.source.state());
    }
    work += parts.fallback.map(Fallback::look).orElse(0);
    for (int i = 0; i < parts.lanes.size(); i++) {
      work += parts.lanes.get(i).runOnce(0);
    }
    parts.journal.work(0);
    parts.journal.maintain();
    for (int i = 0; i < parts.relays.size(); i++) {
      work += parts.relays.get(i).runOnce();
    }
    return work;
  }

  /**
   * Opens sources and sinks and starts the threads, after a rehearsal without consequence that
   * takes up to 3 s in a JVM that has decided nothing yet.
   *
   * @throws InferenceException when one of them can never work as configured; the engine is closed
   *     then
   */
  public synchronized void start() {
    if (state == State.NEW) {
      bindModels();
      Rehearsal.run(parts.board.current().config(), Map.copyOf(parts.served));
    }
    open();
    threads.start();
    state = State.RUNNING;
  }

  /** What the engine is doing now. */
  public EngineStatus status() {
    return parts.status(word(), startedAtMillis);
  }

  /**
   * Stops in order: sources, lanes, archive sinks within their time limit, models. Calling it again
   * has no effect. A thread that was interrupted before closes all of it too, and stays
   * interrupted.
   */
  @Override
  public synchronized void close() {
    if (state == State.CLOSED) {
      return;
    }
    boolean opened = state != State.NEW;
    state = State.CLOSED;
    boolean interrupted = Thread.interrupted();
    try {
      close(opened);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void close(boolean opened) {
    threads.stopLoader();
    boolean lanesEnded = threads.stopSourcesAndLanes();
    if (lanesEnded) {
      parts.lanes.forEach(opened ? InferenceEngine::finish : Lane::discardBars);
    }
    threads.stopJournal();
    if (opened && lanesEnded) {
      parts.settleJournal();
      parts.lanes.forEach(Lane::abandon);
    }
    threads.stopRelays();
    parts.close(opened);
    if (lanesEnded) {
      closeModels();
    }
  }

  private static void finish(Lane lane) {
    while (lane.runOnce(0) > 0) {
      // what waits is bounded: nothing is taken any more
    }
  }

  /** Not called while a lane may still be inside a model: a leak is better than a freed handle. */
  private void closeModels() {
    parts.closePredictors();
    synchronized (owned) {
      parts.registry.close();
      owned.forEach(loaded -> EngineParts.quietly(loaded.toString(), loaded::release));
      owned.clear();
    }
  }

  private String word() {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private void requireNot(State forbidden) {
    if (state == forbidden) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE,
          "expected an engine that is not " + word() + ", found one that is");
    }
  }

  private static InferenceException closedMeanwhile() {
    return new InferenceException(
        ErrorCode.ILLEGAL_STATE, "expected an open engine, found that it closed meanwhile");
  }
}
