package io.tickcast.core;

import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.Outcome;
import io.tickcast.api.Timeframe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the bars of its symbols, one after the other. It owns all that changes with them.
 * <i>Confined</i> to one thread.
 */
final class Lane {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceEngine.class);
  private static final long IDLE_WAIT_MILLIS = 100;
  private static final long RETRY_WAIT_MILLIS = 10;
  private static final int BURST = 256;

  final FeatureDictionary dictionary;
  final BarRow row = new BarRow();
  private final LaneQueue queue;
  private final EpochNanoClock clock;
  private final Symbols symbols;
  private final Journal.Writer journal;
  private final Reporter reporter;
  private final FrameDecoder decoder;
  private final Admission admission;
  private final WarmUp warmUp;
  private final FeedSettings feed;
  private final FeedSettings pastFeed;
  private final PositionBook positions = new PositionBook();
  private final Gates gates = new Gates(positions);
  final LaneBooks books;
  private final ChallengerDesk challengers;
  private final SignalEncoder encoder = new SignalEncoder();
  private final List<RealTimeOutbox> outboxes;
  private final LaneQueue.Taken taken = new LaneQueue.Taken();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final SubscriberModels subscribers;
  private final LaneConfig config;

  private @Nullable Decision reused;

  /** Who wants to see the bars of a series. */
  private record Subscription(Series series, BarHandler handler, LaneBar bar) {}

  /** What all lanes of an engine share. */
  record Shared(
      EpochNanoClock clock,
      Symbols symbols,
      Journal journal,
      Reporter reporter,
      FeedSettings feed,
      ConfigBoard board,
      int lanes,
      Optional<ChallengerBudget> challengers) {}

  Lane(LaneQueue queue, int number, Shared shared, List<SinkTap> realTimeSinks) {
    this.queue = queue;
    this.clock = shared.clock();
    this.symbols = shared.symbols();
    this.journal = shared.journal().writer();
    this.reporter = shared.reporter();
    this.feed = shared.feed();
    this.pastFeed = feed.withBarTime(BarTime.CLOSE);
    this.config = new LaneConfig(shared.board(), journal, reporter, number, shared.lanes());
    this.outboxes =
        realTimeSinks.stream().map(sink -> new RealTimeOutbox(sink, reporter, journal)).toList();
    this.dictionary = new FeatureDictionary(feed);
    this.subscribers = new SubscriberModels(dictionary, symbols);
    this.dictionary.require(config.settings().signals().atrFeature());
    this.books = new LaneBooks(positions, dictionary, journal, config, shared);
    this.decoder = new FrameDecoder(dictionary, feed, symbols);
    this.admission = new Admission(feed);
    this.challengers = new ChallengerDesk(this, new Gates(positions), shared, journal, outboxes);
    this.warmUp = new WarmUp(decoder, pastFeed, journal);
  }

  /**
   * Does what waits, for a bounded number of frames.
   *
   * @param waitMillis how long to wait for the first one
   * @return the work done
   */
  int runOnce(long waitMillis) {
    config.settle();
    int work = 0;
    while (work < BURST && queue.take(taken, work == 0 ? waitMillis : 0)) {
      work++;
      doTaken();
    }
    for (int i = 0; i < outboxes.size(); i++) {
      outboxes.get(i).flush();
    }
    work += retry();
    for (int i = 0; i < outboxes.size(); i++) {
      outboxes.get(i).record();
    }
    return work;
  }

  /** What goes wrong with one bar or command, whatever it is, does not stop those after it. */
  private void doTaken() {
    try {
      if (taken.command != null) {
        taken.command.run(this);
      } else if (taken.series != null && taken.tap != null) {
        onBar(taken.series, taken.content, taken.receivedAtNanos, taken.tap.name);
      }
    } catch (RuntimeException e) {
      String what = taken.series == null ? "a command" : "a bar of " + taken.series.channel;
      LOG.error("{} failed", what, e);
      reporter.alert("lane_failed", "expected " + what + " to be done, found " + e);
    }
  }

  /** Does the commands that wait, and drops the bars: nobody opened what they would go to. */
  void discardBars() {
    while (queue.take(taken, 0)) {
      if (taken.command != null) {
        doTaken();
      }
    }
  }

  private int retry() {
    int done = 0;
    for (int i = 0; i < outboxes.size(); i++) {
      if (!outboxes.get(i).isEmpty()) {
        done += outboxes.get(i).retry(clock.epochNanos());
      }
    }
    return done;
  }

  private boolean hasWaiting() {
    for (int i = 0; i < outboxes.size(); i++) {
      if (!outboxes.get(i).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Works until the queue is closed and empty. */
  void run() {
    while (!queue.closedAndEmpty()) {
      runOnce(hasWaiting() ? RETRY_WAIT_MILLIS : IDLE_WAIT_MILLIS);
    }
    retry();
  }

  /** Gives up what still waits for a real-time sink; the lane has ended. */
  void abandon() {
    outboxes.forEach(RealTimeOutbox::abandon);
  }

  private void onBar(Series series, byte[] content, long receivedAtNanos, String source) {
    if (series.models.length == 0 && !isSubscribed(series)) {
      reporter.refused(
          RefusalReason.UNBOUND, series.channel, () -> "expected a model for it, found none");
      return;
    }
    journal.appendBar(series, source, receivedAtNanos, content);
    long started = clock.epochNanos();
    RefusalReason malformed = decoder.decode(content, series, row);
    if (malformed != null) {
      reporter.refused(malformed, series.channel, decoder::detail);
      return;
    }
    long barTime = BarTimes.close(row.timestamp, series.timeframe, feedOf(source));
    RefusalReason refused = admission.check(series, barTime, receivedAtNanos);
    if (refused != null) {
      reporter.refused(refused, series.channel, admission::detail);
      return;
    }
    series.lastBarMillis = barTime;
    series.published.clear();
    books.onBar(series, row, barTime);
    series.windows.push(row, books.observation, barTime, journal);
    for (ServingModel model : series.models) {
      Decision decision = begin(model, barTime, receivedAtNanos, started, source);
      predict(decision, model);
      finish(decision, model);
      publish(decision, model);
    }
    challengers.score(series, barTime, receivedAtNanos, started, source);
    for (int i = 0; i < subscriptions.size(); i++) {
      Subscription subscription = subscriptions.get(i);
      if (subscription.series() == series) {
        subscription.bar().show(subscription.handler(), barTime, receivedAtNanos, started, source);
      }
    }
  }

  /** Past bars have the close time, whatever the live feed stamps. */
  private FeedSettings feedOf(String source) {
    Optional<FallbackSettings> fallback = config.settings().fallback();
    return fallback.isPresent() && fallback.get().source().equals(source) ? pastFeed : feed;
  }

  private boolean isSubscribed(Series series) {
    for (int i = 0; i < subscriptions.size(); i++) {
      if (subscriptions.get(i).series() == series) {
        return true;
      }
    }
    return false;
  }

  /** A decision that knows its bar and nothing else yet. */
  Decision begin(
      ServingModel model, long barTime, long receivedAtNanos, long startedAtNanos, String source) {
    Decision decision = reused;
    if (decision == null) {
      decision = new Decision(model.series, model.loaded.facts(), config.settings());
      reused = decision;
    }
    decision.begin(model.outputs);
    decision.series = model.series;
    decision.model = model.loaded.facts();
    decision.config = config.settings();
    decision.configId = config.id();
    decision.source = source;
    decision.observation = books.observation;
    decision.position = positions.quantity(model.series.symbol);
    decision.barTimeMillis = barTime;
    decision.receivedAtNanos = receivedAtNanos;
    decision.startedAtNanos = startedAtNanos;
    decision.validUntilMillis = barTime + validityMillis(model.series);
    return decision;
  }

  private long validityMillis(Series series) {
    return Math.max(config.validityMillis(series.timeframe), admission.maxAgeMillis(series));
  }

  /** Gathers and predicts; whatever stands against it blocks the decision. */
  void predict(Decision decision, ServingModel model) {
    model.gather(row, decision);
    if (decision.blocked()) {
      return;
    }
    try {
      model.predict(decision);
    } catch (RuntimeException e) {
      decision.block(Gate.MODEL_ERROR, Double.NaN, Double.NaN, e.getClass().getSimpleName());
      reporter.alert(
          "model_error",
          decision.modelVersion() + " on " + model.series.channel + ": " + e.getMessage());
    }
  }

  /** Turns the outputs into an action, and runs the gates over it. */
  void finish(Decision decision, ServingModel model) {
    decision.predictedAtNanos = clock.epochNanos();
    if (!decision.blocked()) {
      model.loaded.rule().apply(model.outputs, decision);
    }
    decision.decidedAtNanos = clock.epochNanos();
    gates.apply(decision, model, row, journal.takesEntries());
    model.template.ids.apply(decision);
  }

  /** Records a decision, and publishes its signal when it is recorded. */
  boolean publish(Decision decision, ServingModel model) {
    if (SignalEncoder.goesOut(decision)) {
      decision.signal = encoder.encode(decision, model.template);
    }
    long sequence = journal.append(decision, model);
    if (sequence != Journal.Writer.NO_ROOM) {
      model.series.published.add(decision.modelVersion());
    } else {
      decision.signal = Decision.NO_SIGNAL;
      decision.block(Gate.AUDIT, Double.NaN, Double.NaN, "");
      decision.becomeHold(Outcome.SUPPRESSED);
    }
    boolean goesOut = decision.signal.length > 0;
    if (goesOut) {
      for (int i = 0; i < outboxes.size(); i++) {
        outboxes.get(i).publish(decision, sequence);
      }
      books.published(decision, row.currentPrice());
    }
    reporter.decided(decision);
    return goesOut;
  }

  /** Records what happens to the model of a series, before its first decision. */
  void record(ModelEvent event, boolean again) {
    if (!journal.append(event, again)) {
      reporter.alert(
          "swap_not_recorded",
          "expected room in the journal for '" + event.summary() + "', found none");
    }
  }

  /** Decides by another operational configuration from the next bar on. */
  void configure(ConfigSnapshot to) {
    dictionary.require(to.config().signals().atrFeature());
    config.change(to);
  }

  void subscribe(Series series, BarHandler handler) {
    subscriptions.add(new Subscription(series, handler, new LaneBar(this, series, reporter)));
  }

  /** The model's predictor for a series that a subscriber uses; made at its first bar. */
  ServingModel predictor(Series series, LoadedModel loaded) {
    return subscribers.of(series, loaded);
  }

  /** Drops windows of a series that no version needs any more, and nobody uses. */
  void dropWindows(Series series, Set<String> keys) {
    Set<String> needed = WindowNeeds.of(series);
    needed.addAll(subscribers.windows(series));
    series.windows.drop(key -> keys.contains(key) && !needed.contains(key), journal);
  }

  /** Takes up what was known of a symbol when the engine ended. */
  void restore(SymbolState state, Collection<Series> ofSymbol) {
    positions.restore(state.symbol(), state.position());
    gates.restore(state.symbol(), state.nextEntryNanos());
    books.restore(state.symbol(), state.book());
    for (Series series : ofSymbol) {
      Long last = state.lastBars().get(series.timeframe);
      if (last != null) {
        series.lastBarMillis = last;
      }
    }
    for (RealTimeOutbox outbox : outboxes) {
      state.waiting().stream()
          .filter(signal -> signal.sink().equals(outbox.sinkName()))
          .forEach(outbox::await);
    }
  }

  /** Takes bars of the past into the windows of a series, oldest first. */
  void warm(Series series, List<byte[]> contents) {
    warmUp.fill(series, contents);
  }

  /** Records all that is known of the lane's symbols. */
  void recordStates(Collection<Series> own) {
    // What is under way to a sink is taken or waits then, and is not forgotten between the two.
    outboxes.forEach(RealTimeOutbox::flush);
    books.recordTrading();
    config.record();
    Map<String, Map<Timeframe, Long>> lastBars = new TreeMap<>();
    for (Series series : own) {
      Map<Timeframe, Long> ofSymbol =
          lastBars.computeIfAbsent(series.symbol, symbol -> new HashMap<>());
      if (series.lastBarMillis != Long.MIN_VALUE) {
        ofSymbol.put(series.timeframe, series.lastBarMillis);
      }
    }
    own.forEach(series -> series.windows.record(journal));
    positions.symbols().forEach(symbol -> lastBars.putIfAbsent(symbol, Map.of()));
    lastBars.forEach((symbol, last) -> journal.append(state(symbol, last)));
    own.forEach(series -> LaneSwap.recordAgain(this, series));
  }

  private SymbolState state(String symbol, Map<Timeframe, Long> lastBars) {
    List<WaitingSignal> waiting = new ArrayList<>();
    outboxes.forEach(outbox -> outbox.addWaiting(symbol, waiting));
    return new SymbolState(
        symbol,
        positions.state(symbol),
        gates.nextEntryNanos(symbol),
        lastBars,
        waiting,
        books.state(symbol));
  }

  /** Closes the predictors; the lane has ended. */
  void close(Collection<Series> own) {
    for (Series series : own) {
      Arrays.stream(series.models).forEach(ServingModel::close);
      series.models = new ServingModel[0];
      if (series.challenger != null) {
        series.challenger.close();
        series.challenger = null;
      }
    }
    subscribers.close();
  }
}
