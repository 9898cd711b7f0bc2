package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.core.BindingStatus.SeriesStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Lets verified models serve: everything that takes time has been done before, by whoever calls. It
 * keeps what serves, what is hot, and what is known of the past. <i>Thread-safe.</i>
 */
final class SwapDesk {
  private final EngineParts parts;
  private final LoaderQueue loader;
  private final RegistrySettings settings;
  private final ModelEvents events;
  private final Journal.Writer journal;
  private final ModelEventStamp stamp;
  private final TreeMap<String, RegistrySlot> slots = new TreeMap<>();

  SwapDesk(EngineParts parts, LoaderQueue loader, RegistrySettings settings, ModelEvents events) {
    this.parts = parts;
    this.loader = loader;
    this.settings = settings;
    this.events = events;
    this.journal = parts.journal.writer();
    this.stamp = new ModelEventStamp(parts.clock);
  }

  /**
   * What is about to serve.
   *
   * @param series what it will serve
   * @param binding what says so
   * @param model verified, and held by the caller
   * @param generation that of the slot when the load began; negative for none
   */
  record Next(Series series, Binding binding, LoadedModel model, int generation) {}

  /**
   * Why something is done.
   *
   * @param kind what happens
   * @param who asks for it
   * @param reason why
   * @param meant what the binding's choice means now, see {@link RegistrySlot#meaning}
   * @param pins whether it stays in force until the choice means something else
   */
  record Cause(ModelEvent.Kind kind, String who, String reason, String meant, boolean pins) {
    Cause as(ModelEvent.Kind other) {
      return new Cause(other, who, reason, meant, pins);
    }

    Cause because(String other) {
      return new Cause(kind, who, other, meant, pins);
    }
  }

  synchronized List<RegistrySlot> slots() {
    return List.copyOf(slots.values());
  }

  synchronized Optional<RegistrySlot> slot(Series series) {
    return Optional.ofNullable(slots.get(series.channel));
  }

  /** The models that a slot holds now. */
  synchronized List<LoadedModel> held(RegistrySlot slot) {
    return slot.held();
  }

  synchronized int generation(Series series) {
    return slot(series).map(slot -> slot.generation).orElse(-1);
  }

  /**
   * Whether what a choice means now is to serve in place of what does: an operator's choice stands
   * until the configured one means something else than it did then.
   */
  synchronized boolean isToFollow(RegistrySlot slot, CheckpointShelf.Found found) {
    slot.meaning = found.meaning();
    if (slot.pinned.equals(RegistrySlot.UNKNOWN)) {
      slot.pinned = slot.meaning;
    }
    boolean serves = slot.champion != null && found.isModel(slot.champion);
    return !serves && !slot.pinned.equals(slot.meaning);
  }

  /** What the choice of a series meant when somebody looked last. */
  synchronized String meaning(Series series) {
    return slot(series).map(slot -> slot.meaning).orElse(RegistrySlot.UNKNOWN);
  }

  /**
   * Lets models serve from the next bars on: all of them, or none.
   *
   * @return completed when every lane has changed
   * @throws InferenceException (CONFLICT) when one version has two contents, or a slot was changed
   *     meanwhile; (ILLEGAL_STATE) when the engine is closed; (RESOURCE_UNAVAILABLE) when the
   *     history can not be kept
   */
  synchronized CompletableFuture<List<ModelEvent>> swap(List<Next> all, Cause cause) {
    requireFit(all);
    List<Step> steps = new ArrayList<>();
    try {
      for (Next next : all) {
        steps.add(step(next, cause));
      }
      events.keep(steps.stream().filter(Step::isNews).map(Step::event).toList());
      all.forEach(next -> parts.journal.register(next.model().facts()));
    } catch (RuntimeException | Error e) {
      steps.forEach(step -> step.swap().abandon());
      throw e;
    }
    return post(steps, cause);
  }

  private void requireFit(List<Next> all) {
    all.forEach(next -> SwapRules.requireUnchanged(next, generation(next.series())));
    all.forEach(next -> SwapRules.requireOneContent(next, parts.served, events));
  }

  /**
   * Lets models serve a binding from the first bar on, each with its own cause; one that is to
   * serve already stays.
   *
   * @return completed when the lanes have changed
   * @throws InferenceException as {@link #swap} does
   */
  synchronized CompletableFuture<List<ModelEvent>> begin(
      Binding binding, List<Next> all, List<Cause> causes) {
    requireFit(all);
    rebind(binding);
    List<CompletableFuture<List<ModelEvent>>> done = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Next next = all.get(i);
      Optional<RegistrySlot> serving = slot(next.series()).filter(slot -> slot.serves(next));
      if (serving.isPresent()) {
        serving.get().chosen(causes.get(i));
      } else {
        done.add(swap(List.of(next), causes.get(i)));
      }
    }
    return CompletableFuture.allOf(done.toArray(CompletableFuture<?>[]::new))
        .thenApply(nothing -> done.stream().flatMap(each -> each.join().stream()).toList());
  }

  /** One series on its way to another model. */
  private record Step(Next next, ModelEvent event, boolean isNews, LaneSwap swap) {}

  private Step step(Next next, Cause cause) {
    ModelEvent event =
        stamp.change(
            next.series(),
            next.binding(),
            cause,
            serving(next.series()),
            Optional.of(next.model()));
    boolean news = events.isNews(event);
    LaneSwap swap =
        LaneSwap.ofChampion(
            next.series(),
            PredictorLease.of(next.model()),
            parts.symbols.instrument(next.series().symbol),
            event,
            !news,
            this::retire);
    return new Step(next, event, news, swap);
  }

  private Optional<LoadedModel> serving(Series series) {
    return slot(series).map(slot -> slot.champion);
  }

  private CompletableFuture<List<ModelEvent>> post(List<Step> steps, Cause cause) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (!parts.queues[step.next().series().lane].offer(step.swap())) {
        steps.subList(i, steps.size()).forEach(each -> each.swap().abandon());
        throw closed();
      }
      enter(step, cause);
    }
    CompletableFuture<?>[] done =
        steps.stream().map(step -> step.swap().done).toArray(CompletableFuture<?>[]::new);
    List<ModelEvent> made = steps.stream().map(Step::event).toList();
    return CompletableFuture.allOf(done).thenApply(nothing -> made);
  }

  private static InferenceException closed() {
    return new InferenceException(
        ErrorCode.ILLEGAL_STATE, "expected an open engine, found that it closed meanwhile");
  }

  private void enter(Step step, Cause cause) {
    Next next = step.next();
    RegistrySlot slot =
        slots.computeIfAbsent(
            next.series().channel,
            channel ->
                new RegistrySlot(next.series(), next.binding(), events.lastRefusal(next.series())));
    slot.binding = next.binding();
    Set<String> windows = WindowNeeds.of(slot.held());
    if (cause.kind() == ModelEvent.Kind.ROLLED_BACK) {
      slot.rollBack(next.model());
    } else {
      slot.promote(next.model(), settings.hotVersions());
    }
    dropWindows(slot, windows);
    slot.chosen(cause);
    // That the same serves after a restart is no swap: it goes by what made it serve.
    slot.lastSwap =
        events
            .before(slot.series)
            .filter(before -> !step.isNews())
            .or(() -> Optional.of(step.event()));
    parts.served.put(next.series(), next.model());
    if (loader.isRunning()) {
      parts.windowHistory.ifPresent(
          past -> loader.execute(() -> past.warm(Map.of(next.series(), next.model()))));
    }
    if (step.isNews()) {
      events.remember(step.event());
    }
    parts.reporter.swapped(step.event());
  }

  /** Those of versions that were held until now and are no more. */
  private void dropWindows(RegistrySlot slot, Set<String> before) {
    Set<String> dropped = new HashSet<>(before);
    dropped.removeAll(WindowNeeds.of(slot.held()));
    // A replay holds other versions; it follows what was recorded of windows.
    if (!dropped.isEmpty() && !parts.plays) {
      parts.queues[slot.series.lane].offer(lane -> lane.dropWindows(slot.series, dropped));
    }
  }

  /** Notes that a version was not let in; what serves goes on. */
  synchronized void refuse(
      Series series, Binding binding, Cause cause, String version, String sha256) {
    ModelEvent event = stamp.refusal(series, binding, cause, serving(series), version, sha256);
    slot(series).ifPresent(slot -> slot.lastRefusal = Optional.of(event));
    events.remember(event);
    try {
      events.keep(List.of(event));
    } catch (InferenceException e) {
      parts.reporter.alert("history_not_kept", String.valueOf(e.getMessage()));
    }
    if (!journal.append(event, false)) {
      parts.reporter.alert("swap_not_recorded", "expected room for: " + event.summary());
    }
    parts.reporter.alert("model_refused", event.summary());
  }

  /** Scores a model beside the one that serves from the next bar on, or none any more. */
  synchronized CompletableFuture<ModelEvent> challenge(
      RegistrySlot slot, Optional<LoadedModel> model, Cause cause) {
    ModelEvent event =
        stamp.change(slot.series, slot.binding, cause, Optional.ofNullable(slot.challenger), model);
    boolean news = events.isNews(event);
    LaneSwap swap =
        LaneSwap.ofChallenger(
            slot.series,
            model.map(PredictorLease::of).orElse(null),
            parts.symbols.instrument(slot.series.symbol),
            event,
            !news,
            this::retire);
    try {
      events.keep(news ? List.of(event) : List.of());
      model.ifPresent(it -> parts.journal.register(it.facts()));
      if (!parts.queues[slot.series.lane].offer(swap)) {
        throw closed();
      }
    } catch (RuntimeException | Error e) {
      swap.abandon();
      throw e;
    }
    Set<String> windows = WindowNeeds.of(slot.held());
    slot.challenge(model.orElse(null));
    dropWindows(slot, windows);
    slot.lastChallenge = Optional.of(event);
    if (news) {
      events.remember(event);
    }
    parts.reporter.swapped(event);
    return swap.done;
  }

  /** Ends a challenger that takes too much of its lane's time. */
  synchronized void suspend(Series series, LoadedModel challenger, Duration last) {
    Optional<RegistrySlot> slot = slot(series).filter(it -> it.challenger == challenger);
    if (slot.isEmpty()) {
      return;
    }
    String why =
        ChallengerBudget.IN_A_ROW
            + " decisions in a row took longer than "
            + SettingKind.MILLIS.text(settings.challengerBudget())
            + " ms, the last one "
            + SettingKind.MILLIS.text(last)
            + " ms";
    slot.get().suspensions++;
    challenge(
        slot.get(),
        Optional.empty(),
        new Cause(ModelEvent.Kind.CHALLENGER, ModelEvent.BUDGET, why, "", false));
    parts.reporter.alert(
        "challenger_suspended",
        challenger.modelVersion()
            + " on "
            + series.channel
            + ": "
            + why
            + "; the model that serves is not disturbed");
  }

  /** The lane has let go of it; closing may take long, and is not for the lane to do. */
  private void retire(ServingModel old) {
    loader.execute(() -> EngineParts.quietly("a predictor", old::close));
  }

  /**
   * Lets the version before serve again where all slots have one that is hot.
   *
   * @return absent when one of them has none
   */
  synchronized Optional<CompletableFuture<List<ModelEvent>>> rollBackHot(
      List<RegistrySlot> some, Cause cause) {
    if (some.isEmpty() || some.stream().anyMatch(slot -> slot.hot.isEmpty())) {
      return Optional.empty();
    }
    List<Next> all =
        some.stream()
            .map(slot -> new Next(slot.series, slot.binding, slot.hot.getFirst(), slot.generation))
            .toList();
    return Optional.of(swap(all, cause));
  }

  /** Notes that a binding says something else from now on; what an operator chose is over. */
  synchronized void rebind(Binding binding) {
    slots.values().stream()
        .filter(slot -> slot.binding.name().equals(binding.name()))
        .forEach(
            slot -> {
              slot.binding = binding;
              slot.pinned = "";
            });
  }

  synchronized Optional<PredictorLease> lease(Series series) {
    return serving(series).map(PredictorLease::of);
  }

  synchronized List<SeriesStatus> statuses(String binding) {
    return slots.values().stream()
        .filter(slot -> slot.binding.name().equals(binding))
        .flatMap(slot -> slot.status().stream())
        .toList();
  }

  /** Whoever serves something. */
  synchronized List<ModelFacts> facts() {
    return slots.values().stream()
        .flatMap(slot -> slot.held().stream())
        .map(LoadedModel::facts)
        .distinct()
        .toList();
  }

  synchronized void close() {
    slots.values().forEach(slot -> EngineParts.quietly(slot.toString(), slot::releaseAll));
  }
}
