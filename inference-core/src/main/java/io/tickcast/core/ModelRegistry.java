package io.tickcast.core;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Timeframe;
import io.tickcast.core.SwapDesk.Cause;
import io.tickcast.core.SwapDesk.Next;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Which models an engine has, which of them serve, and how others take their place. <i>Thread-
 * safe.</i>
 *
 * <p>A target is the name of a binding, or one of its series such as {@code EURUSD/5m}. A version
 * is a bare one, {@code latest} or {@code status:production}. What takes time is done on a thread
 * of its own once the engine runs, and by the caller while it is driven by hand; the futures
 * complete when every lane has changed, exceptionally with an {@link InferenceException} when
 * nothing has. Who asked and why is kept in the history.
 */
public final class ModelRegistry {
  private final EngineParts parts;
  private final RegistrySettings settings;
  private final LoaderQueue loader;
  private final CheckpointShelf checkpoints;
  private final ModelVerifier verifier;
  private final ModelEvents events;
  private final SwapDesk desk;
  private final Standby standby = new Standby();
  private final Promotions promotions;
  private final RegistryWork work;
  private final BindingWatch watch;
  private volatile List<Binding> bindings;
  private boolean bound;

  ModelRegistry(
      EngineParts parts,
      List<Binding> bindings,
      RegistrySettings settings,
      Optional<SwapHistory> history) {
    this.parts = parts;
    this.bindings = Binding.together(bindings);
    this.settings = settings;
    this.loader = new LoaderQueue();
    this.checkpoints = new CheckpointShelf(parts.stores);
    this.verifier = new ModelVerifier(parts::load, loader, parts.queues, settings.warmUpLongest());
    this.events = new ModelEvents(history);
    this.desk = new SwapDesk(parts, loader, settings, events);
    this.promotions = new Promotions(checkpoints, verifier, desk, parts.router, standby);
    this.work = new RegistryWork(promotions, desk, events);
    this.watch = new BindingWatch(checkpoints, promotions, desk, events, settings, parts.reporter);
  }

  /**
   * Takes up the history and lets serve what the bindings mean; {@link InferenceEngine#open} does
   * it unless it was done before.
   *
   * @throws InferenceException when a model is missing or does not verify, unless the settings let
   *     the engine wait for models
   */
  public synchronized void bind() {
    if (bound) {
      return;
    }
    bound = true;
    events.open();
    bindings.forEach(watch::bind);
    for (Binding binding : bindings) {
      binding.challenger().ifPresent(choice -> challengeAtStart(binding, choice));
    }
  }

  /** A challenger that can not be loaded keeps nobody from trading. */
  private void challengeAtStart(Binding binding, VersionChoice choice) {
    try {
      RegistryTarget target = new RegistryTarget(binding, Optional.empty());
      work.challengeNow(target, Optional.of(choice), ModelEvent.CONFIG, choice.code());
    } catch (InferenceException e) {
      parts.reporter.alert(
          "challenger_failed", "binding '" + binding.name() + "': " + e.getMessage());
    }
  }

  /** The bindings with what serves, in their order; then what programs let serve by themselves. */
  public List<BindingStatus> bindings() {
    Map<String, String> problems = watch.problems();
    List<BindingStatus> all = new ArrayList<>();
    List<Binding> configured = bindings;
    configured.forEach(each -> all.add(status(each, problems.getOrDefault(each.name(), ""))));
    desk.slots().stream()
        .map(slot -> slot.binding)
        .filter(each -> configured.stream().noneMatch(it -> it.name().equals(each.name())))
        .forEach(each -> all.add(status(each, "")));
    return List.copyOf(all);
  }

  private BindingStatus status(Binding binding, String problem) {
    return new BindingStatus(
        binding.name(),
        binding.symbols(),
        binding.timeframes(),
        binding.model(),
        binding.version().code(),
        binding.challenger().map(VersionChoice::code).orElse(""),
        problem,
        desk.statuses(binding.name()));
  }

  /** Why not all bindings serve, a line for each. */
  List<String> faults() {
    return watch.problems().entrySet().stream()
        .map(each -> "binding '" + each.getKey() + "' lacks a model: " + each.getValue())
        .toList();
  }

  /**
   * The checkpoints of all stores, by name, symbol, timeframe, then version.
   *
   * @param query what is asked for
   * @throws InferenceException when a store can not be read
   */
  public List<CheckpointRef> checkpoints(CheckpointQuery query) {
    return checkpoints.sorted(query);
  }

  /** What happened to models, the oldest first: that of earlier lives too, with a journal. */
  public List<ModelEvent> history() {
    return events.all();
  }

  /**
   * Loads and verifies a version as if it were to serve, and gives it up again.
   *
   * @param target a binding or a series of one
   * @param version which one
   */
  public CompletableFuture<List<Verification>> verify(String target, String version) {
    return loader.submit(() -> work.verified(target(target), choice(version), next -> {}));
  }

  /**
   * Loads and verifies a version, and keeps it ready, so that its promotion takes no time.
   *
   * @param target a binding or a series of one
   * @param version which one
   */
  public CompletableFuture<List<Verification>> load(String target, String version) {
    return load(target(target), choice(version));
  }

  /** The same for what a binding would mean by another model and choice. */
  CompletableFuture<List<Verification>> load(String binding, String model, VersionChoice choice) {
    Binding changed = target(binding).binding().withModel(model).withVersion(choice);
    return load(new RegistryTarget(changed, Optional.empty()), choice);
  }

  private CompletableFuture<List<Verification>> load(RegistryTarget target, VersionChoice choice) {
    return loader.submit(() -> work.verified(target, choice, next -> standby.keep(next.model())));
  }

  /**
   * Lets another version serve: loads, verifies and warms it up beside the one that serves, then
   * each lane changes between two bars. All series of the target change, or none.
   *
   * @param target a binding or a series of one
   * @param version which one
   * @param who asks for it
   * @param reason why
   * @return what happened to each series; what serves already stays, with its last event
   */
  public CompletableFuture<List<ModelEvent>> promote(
      String target, String version, String who, String reason) {
    RegistryTarget of = target(target);
    VersionChoice choice = choice(version);
    return later(
        () -> {
          Cause cause = new Cause(ModelEvent.Kind.PROMOTED, who, reason, work.meaning(of), true);
          return work.orRefused(of, choice, cause, () -> promotions.plan(of, choice));
        });
  }

  /**
   * Lets the version before serve again. One that is still hot takes milliseconds and waits for no
   * load; else it is loaded by what the history says of it.
   *
   * @param target a binding or a series of one
   * @param who asks for it
   * @param reason why
   * @throws InferenceException (ILLEGAL_STATE) when no version before is known
   */
  public CompletableFuture<List<ModelEvent>> rollback(String target, String who, String reason) {
    RegistryTarget of = target(target);
    List<RegistrySlot> slots =
        desk.slots().stream().filter(slot -> RegistryWork.isOf(slot, of)).toList();
    Cause cause = new Cause(ModelEvent.Kind.ROLLED_BACK, who, reason, work.meaning(of), true);
    try {
      Optional<CompletableFuture<List<ModelEvent>>> hot = desk.rollBackHot(slots, cause);
      return hot.orElseGet(() -> later(() -> work.rollBackByHistory(of, slots, cause)));
    } catch (InferenceException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Scores a version beside the one that serves: every bar is decided by it too, recorded with the
   * role {@code challenger}, and published to nobody.
   *
   * @param target a binding or a series of one
   * @param version which one; empty for none any more
   * @param who asks for it
   * @param reason why
   */
  public CompletableFuture<List<ModelEvent>> challenge(
      String target, String version, String who, String reason) {
    RegistryTarget of = target(target);
    Optional<VersionChoice> choice =
        version.isEmpty() ? Optional.empty() : Optional.of(choice(version));
    return later(() -> work.challengeNow(of, choice, who, reason));
  }

  /**
   * Changes the configured choice of a binding, and lets serve what it means; when that does not
   * verify, both stay as they were. Before the engine opens, what an operator chose under the same
   * choice in the life before serves in its place; before {@link #bind}, the choice of now is not
   * loaded at all.
   *
   * @param binding its name
   * @param version its choice from now on
   * @param who asks for it
   */
  public CompletableFuture<List<ModelEvent>> configure(
      String binding, VersionChoice version, String who) {
    return configure(binding, target(binding).binding().model(), version, who);
  }

  /**
   * The same with another model too.
   *
   * @param model the model's name or type; empty for any
   */
  CompletableFuture<List<ModelEvent>> configure(
      String binding, String model, VersionChoice version, String who) {
    RegistryTarget before = target(binding);
    Binding changed = before.binding().withModel(model).withVersion(version);
    return later(
        () -> {
          CompletableFuture<List<ModelEvent>> done =
              events.isJournalOpen() ? change(before, changed, who) : begin(changed, who);
          bindings = bindings.stream().map(it -> it.name().equals(binding) ? changed : it).toList();
          return done;
        });
  }

  private CompletableFuture<List<ModelEvent>> begin(Binding binding, String who) {
    events.open();
    return watch.begin(binding, who);
  }

  private CompletableFuture<List<ModelEvent>> change(
      RegistryTarget before, Binding changed, String who) throws Exception {
    VersionChoice version = changed.version();
    RegistryTarget after = new RegistryTarget(changed, Optional.empty());
    Cause cause =
        new Cause(ModelEvent.Kind.PROMOTED, who, "configured as " + version.code(), "", false);
    CompletableFuture<List<ModelEvent>> done =
        work.orRefused(before, version, cause, () -> promotions.plan(after, version));
    desk.rebind(changed);
    return done;
  }

  /**
   * Switches the automatic reload.
   *
   * @param on whether the stores are looked at again and again
   */
  public void autoReload(boolean on) {
    watch.autoReload(on);
  }

  /**
   * A predictor of what serves a series, to be used by one thread at a time and closed.
   *
   * @param symbol the canonical symbol or an alias
   * @param timeframe the timeframe's code
   * @return absent when nothing serves it
   */
  public Optional<PredictorLease> lease(String symbol, String timeframe) {
    return desk.lease(
        parts.router.series(parts.symbols.canonical(symbol), Timeframe.of(timeframe)));
  }

  /** Lets a model serve a series because a program says so. */
  void serve(LoadedModel model, Series series) {
    Binding binding = binding(series).orElseGet(() -> RegistryTargets.ofProgram(model, series));
    boolean first = desk.slot(series).isEmpty();
    ModelEvent.Kind kind = first ? ModelEvent.Kind.BOUND : ModelEvent.Kind.PROMOTED;
    Cause cause = new Cause(kind, ModelEvent.PROGRAM, "", RegistrySlot.UNKNOWN, !first);
    desk.swap(List.of(new Next(series, binding, model, desk.generation(series))), cause);
  }

  /** What serves a series now. */
  Optional<LoadedModel> serving(String symbol, Timeframe timeframe) {
    return Optional.ofNullable(parts.served.get(parts.router.series(symbol, timeframe)));
  }

  /** The bytes of a model of an event, when a store has them still. */
  Optional<ModelArtifact> recorded(ModelEvent event) {
    try {
      return checkpoints.content(event);
    } catch (InferenceException e) {
      parts.reporter.alert("store_failed", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** For all lanes: how long challengers may take. */
  ChallengerBudget challengerBudget() {
    return new ChallengerBudget(parts.clock, settings.challengerBudget(), this::suspend);
  }

  private void suspend(Series series, LoadedModel challenger, Duration last) {
    loader.execute(
        () -> {
          try {
            desk.suspend(series, challenger, last);
          } catch (InferenceException e) {
            parts.reporter.alert("challenger_failed", String.valueOf(e.getMessage()));
          }
        });
  }

  /** Scores a model beside the one that serves because a recording says so. */
  void challenge(String symbol, Timeframe timeframe, Optional<LoadedModel> model) {
    Cause cause = new Cause(ModelEvent.Kind.CHALLENGER, ModelEvent.PROGRAM, "", "", false);
    desk.slot(parts.router.series(symbol, timeframe))
        .ifPresent(slot -> desk.challenge(slot, model, cause));
  }

  private Optional<Binding> binding(Series series) {
    return desk.slot(series)
        .map(slot -> slot.binding)
        .or(
            () ->
                bindings.stream()
                    .filter(each -> each.covers(series.symbol, series.timeframe))
                    .findFirst());
  }

  private RegistryTarget target(String text) {
    return RegistryTargets.find(text, bindings, parts, this::binding);
  }

  private static VersionChoice choice(String version) {
    return RegistryTargets.choice(version);
  }

  private <T> CompletableFuture<T> later(Callable<CompletableFuture<T>> work) {
    return loader.submit(work).thenCompose(Function.identity());
  }

  /** Looks at the stores now, as the loader does when it is due. */
  void look() {
    watch.look(bindings);
  }

  LoaderQueue loader() {
    return loader;
  }

  /** Work of the loader between its tasks. */
  void lookIfDue(long nowNanos) {
    watch.lookIfDue(bindings, nowNanos);
  }

  /** The journal's folder is open, and belongs to this engine. */
  void journalOpened() {
    events.journalOpened();
  }

  List<ModelFacts> facts() {
    return desk.facts();
  }

  /** Lets go of all models; the lanes have ended. */
  void close() {
    standby.close();
    desk.close();
  }
}
