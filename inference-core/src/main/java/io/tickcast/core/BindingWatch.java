package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.core.CheckpointShelf.Found;
import io.tickcast.core.Promotions.Part;
import io.tickcast.core.SwapDesk.Cause;
import io.tickcast.core.SwapDesk.Next;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Brings what serves into line with what the bindings mean: at the start, and again and again where
 * that is wanted or something is still missing. <i>Confined</i> to the loader, but for {@link
 * #problems}.
 */
final class BindingWatch {
  private static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;
  private static final int MOST_DOUBLINGS = 6;

  private final CheckpointShelf checkpoints;
  private final Promotions promotions;
  private final SwapDesk desk;
  private final ModelEvents events;
  private final RegistrySettings settings;
  private final Reporter reporter;
  private final Map<String, String> problems = new TreeMap<>();

  /** What a store or a lane answered last when it could not; told once. */
  private final Map<String, String> told = new HashMap<>();

  /** What was not let in when it was tried last, by channel. */
  private final Map<String, Refused> refused = new HashMap<>();

  private volatile boolean autoReload;
  private long nextNanos;
  private int failures;

  /** A checkpoint that was not let in, and why. */
  private record Refused(Found found, InferenceException failure) {}

  BindingWatch(
      CheckpointShelf checkpoints,
      Promotions promotions,
      SwapDesk desk,
      ModelEvents events,
      RegistrySettings settings,
      Reporter reporter) {
    this.checkpoints = checkpoints;
    this.promotions = promotions;
    this.desk = desk;
    this.events = events;
    this.settings = settings;
    this.reporter = reporter;
    this.autoReload = settings.autoReload();
  }

  void autoReload(boolean on) {
    autoReload = on;
  }

  boolean autoReload() {
    return autoReload;
  }

  /** Why not all of a binding serves, by its name. */
  synchronized Map<String, String> problems() {
    return new TreeMap<>(problems);
  }

  private synchronized void problem(Binding binding, String text) {
    if (text.isEmpty()) {
      problems.remove(binding.name());
    } else {
      problems.put(binding.name(), text);
    }
  }

  /**
   * Lets serve what a binding means.
   *
   * @throws InferenceException with the first reason why something does not, unless the engine
   *     waits for models
   */
  void bind(Binding binding) {
    Optional<InferenceException> failure = align(binding);
    if (failure.isPresent() && !settings.waitsForModels()) {
      throw failure.get();
    }
  }

  /** Looks when it is due; sooner after a success than after failures. */
  void lookIfDue(List<Binding> bindings, long nowNanos) {
    if (nextNanos != 0 && nowNanos - nextNanos < 0) {
      return;
    }
    failures = look(bindings) ? 0 : Math.min(failures + 1, MOST_DOUBLINGS);
    long pause = settings.reloadInterval().toNanos() << failures;
    long longest = Math.max(LONGEST_PAUSE_NANOS, settings.reloadInterval().toNanos());
    nextNanos = nowNanos + Math.min(pause, longest);
  }

  /** Whether all stores answered. */
  boolean look(List<Binding> bindings) {
    boolean answered = true;
    Map<String, String> missing = problems();
    for (Binding binding : bindings) {
      if (autoReload || missing.containsKey(binding.name()) || isOpenToFeed(binding)) {
        answered &= align(binding).filter(BindingWatch::isOfOthers).isEmpty();
        answered &= checkpoints.away().isEmpty();
      }
    }
    return answered;
  }

  /** A model that was made for any series serves those too that came up since. */
  private boolean isOpenToFeed(Binding binding) {
    return desk.slots().stream()
        .filter(slot -> slot.binding.name().equals(binding.name()))
        .map(slot -> slot.champion)
        .filter(Objects::nonNull)
        .anyMatch(model -> model.symbol().isEmpty() || model.timeframe().isEmpty());
  }

  /** Not the fault of a model: it may be better the next time. */
  private static boolean isOfOthers(InferenceException failure) {
    return failure.code().group() == ErrorCode.Group.EXTERNAL
        || failure.code().group() == ErrorCode.Group.RESOURCE;
  }

  /** Each series by itself; the first reason why one does not serve what it should. */
  private Optional<InferenceException> align(Binding binding) {
    List<InferenceException> failed = new ArrayList<>();
    List<Found> candidates = List.of();
    try {
      candidates = checkpoints.candidates(binding, binding.version());
      List<Series> all = List.copyOf(promotions.series(binding, candidates));
      if (all.isEmpty()) {
        throw promotions.none(binding, binding.version(), Optional.empty());
      }
      for (Series series : all) {
        try {
          align(binding, series, candidates);
        } catch (InferenceException e) {
          failed.add(e);
        }
      }
    } catch (InferenceException e) {
      failed.add(e);
    }
    String text = failed.isEmpty() ? "" : String.valueOf(failed.get(0).getMessage());
    problem(binding, lacks(binding, candidates) ? text : "");
    if (!text.equals(told.put(binding.name(), text)) && !text.isEmpty()) {
      reporter.alert("binding_failed", "binding '" + binding.name() + "': " + text);
    }
    return failed.stream().findFirst();
  }

  /** Whether something that it should serve is not served at all. */
  private boolean lacks(Binding binding, List<Found> candidates) {
    Set<Series> all = promotions.series(binding, candidates);
    return all.isEmpty() || all.stream().anyMatch(series -> desk.slot(series).isEmpty());
  }

  private void align(Binding binding, Series series, List<Found> candidates) {
    Optional<RegistrySlot> slot = desk.slot(series);
    if (slot.isEmpty()) {
      bindFirst(binding, series, candidates);
      return;
    }
    // What a store that is away holds may be the newer one.
    if (!autoReload || !checkpoints.away().isEmpty()) {
      return;
    }
    Optional<Found> found = CheckpointShelf.choose(binding, binding.version(), candidates, series);
    if (found.isEmpty() || !desk.isToFollow(slot.get(), found.get())) {
      return;
    }
    Cause cause =
        new Cause(
            ModelEvent.Kind.PROMOTED,
            ModelEvent.AUTO_RELOAD,
            binding.version().code() + " means it now",
            found.get().meaning(),
            false);
    promote(binding, new Wanted(part(binding, series, found.get()), cause));
  }

  private void bindFirst(Binding binding, Series series, List<Found> candidates) {
    promote(binding, first(binding, series, candidates, ModelEvent.CONFIG));
  }

  /** What is to serve a series, and why. */
  private record Wanted(Part part, Cause cause) {}

  /** An operator's choice of the life before, when it was made under the same choice; else that. */
  private Wanted first(Binding binding, Series series, List<Found> candidates, String who) {
    Optional<ModelEvent> operators =
        events.before(series).filter(event -> isOperatorsUnder(binding, event));
    Optional<Found> again = operators.flatMap(event -> again(binding, series, event));
    if (again.isPresent()) {
      ModelEvent event = operators.get();
      // In the place of another model it is news, and has to stand after the next start too.
      boolean first = desk.slot(series).isEmpty();
      Cause cause =
          new Cause(
              first ? ModelEvent.Kind.BOUND : event.kind(),
              event.who(),
              "in force since before the start",
              event.meant(),
              true);
      return new Wanted(part(binding, series, again.get()), cause);
    }
    Found found =
        CheckpointShelf.choose(binding, binding.version(), candidates, series)
            .orElseThrow(() -> promotions.none(binding, binding.version(), Optional.of(series)));
    Cause cause =
        new Cause(ModelEvent.Kind.BOUND, who, binding.version().code(), found.meaning(), false);
    return new Wanted(part(binding, series, found), cause);
  }

  private Part part(Binding binding, Series series, Found found) {
    return new Part(series, binding, found, desk.generation(series));
  }

  /**
   * Lets serve what a binding means before the engine decides its first bar, all of it or nothing.
   *
   * @return completed when the lanes have changed
   * @throws InferenceException with the reason why not; what was to serve before is so still
   */
  CompletableFuture<List<ModelEvent>> begin(Binding binding, String who) {
    List<Found> candidates = checkpoints.candidates(binding, binding.version());
    List<Wanted> all = new ArrayList<>();
    for (Series series : promotions.series(binding, candidates)) {
      all.add(first(binding, series, candidates, who));
    }
    if (all.isEmpty()) {
      throw promotions.none(binding, binding.version(), Optional.empty());
    }
    try {
      return begin(binding, all);
    } catch (InferenceException e) {
      if (!isOfOthers(e)) {
        all.forEach(each -> refuse(binding, each, e));
      }
      throw e;
    }
  }

  private CompletableFuture<List<ModelEvent>> begin(Binding binding, List<Wanted> all) {
    List<Next> loaded = promotions.load(all.stream().map(Wanted::part).toList());
    try {
      return desk.begin(binding, loaded, all.stream().map(Wanted::cause).toList());
    } finally {
      loaded.forEach(next -> next.model().release());
    }
  }

  private void refuse(Binding binding, Wanted wanted, InferenceException failure) {
    Found found = wanted.part().found();
    desk.refuse(
        wanted.part().series(),
        binding,
        wanted.cause().because(String.valueOf(failure.getMessage())),
        found.modelVersion(),
        found.ref().sha256());
  }

  /** Whether it is an operator's, made under the choice that a binding has now. */
  private static boolean isOperatorsUnder(Binding binding, ModelEvent event) {
    // What a hub has promoted knows no other choice that it was made against.
    return event.isOperators()
        && !event.meant().isEmpty()
        && event.binding().equals(binding.name())
        && event.choice().equals(binding.version().code());
  }

  /** What an operator had promoted before the restart, when it is still there. */
  private Optional<Found> again(Binding binding, Series series, ModelEvent event) {
    Optional<Found> found = checkpoints.again(binding, series, event.toVersion(), event.toSha256());
    if (found.isEmpty()) {
      reporter.alert(
          "promoted_model_gone",
          "expected "
              + event.toVersion()
              + " (sha256 "
              + event.toSha256()
              + ") in the stores, as "
              + event.who()
              + " had promoted it for "
              + series.symbol
              + " "
              + series.timeframe.code()
              + ", found none: the configured "
              + binding.version().code()
              + " serves");
    }
    return found;
  }

  /** A model that was refused is not loaded again, what could not be reached is. */
  private void promote(Binding binding, Wanted wanted) {
    Found found = wanted.part().found();
    Refused before = refused.get(wanted.part().series().channel);
    if (before != null && before.found().equals(found)) {
      throw before.failure();
    }
    try {
      promotions.promote(List.of(wanted.part()), wanted.cause());
      refused.remove(wanted.part().series().channel);
    } catch (InferenceException e) {
      if (!isOfOthers(e)) {
        refused.put(wanted.part().series().channel, new Refused(found, e));
        refuse(binding, wanted, e);
      }
      throw e;
    }
  }
}
