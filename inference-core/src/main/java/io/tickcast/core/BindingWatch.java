package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.core.CheckpointShelf.Found;
import io.tickcast.core.Promotions.Part;
import io.tickcast.core.SwapDesk.Cause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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
    promote(binding, series, found.get(), cause);
  }

  private void bindFirst(Binding binding, Series series, List<Found> candidates) {
    Optional<ModelEvent> operators =
        events.lastServed(series).filter(event -> isOperatorsUnder(binding, event));
    Optional<Found> chosen = operators.flatMap(event -> again(binding, series, event));
    if (chosen.isPresent()) {
      ModelEvent event = operators.get();
      promote(
          binding,
          series,
          chosen.get(),
          new Cause(
              ModelEvent.Kind.BOUND,
              event.who(),
              "in force since " + event.kind().code(),
              event.meant(),
              true));
      return;
    }
    Found found =
        CheckpointShelf.choose(binding, binding.version(), candidates, series)
            .orElseThrow(() -> promotions.none(binding, binding.version(), Optional.of(series)));
    promote(
        binding,
        series,
        found,
        new Cause(
            ModelEvent.Kind.BOUND,
            ModelEvent.CONFIG,
            binding.version().code(),
            found.meaning(),
            false));
  }

  /**
   * Lets an operator's choice of the life before stand: one that was made under the choice that a
   * binding has got again since the start.
   */
  void standAgain(Binding binding) {
    for (RegistrySlot slot : desk.slots()) {
      if (slot.binding.name().equals(binding.name())) {
        events
            .before(slot.series)
            .filter(event -> isOperatorsUnder(binding, event))
            .filter(event -> !event.meant().isEmpty())
            .ifPresent(event -> standAgain(binding, slot.series, event));
      }
    }
  }

  /** Whether it is an operator's, made under the choice that a binding has now. */
  private static boolean isOperatorsUnder(Binding binding, ModelEvent event) {
    return event.isOperators()
        && event.binding().equals(binding.name())
        && event.choice().equals(binding.version().code());
  }

  private void standAgain(Binding binding, Series series, ModelEvent event) {
    Cause cause =
        new Cause(
            event.kind(), event.who(), "in force since before the start", event.meant(), true);
    try {
      again(binding, series, event).ifPresent(found -> promote(binding, series, found, cause));
    } catch (InferenceException e) {
      reporter.alert("binding_failed", "binding '" + binding.name() + "': " + e.getMessage());
    }
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
  private void promote(Binding binding, Series series, Found found, Cause cause) {
    Refused before = refused.get(series.channel);
    if (before != null && before.found().equals(found)) {
      throw before.failure();
    }
    try {
      Part part = new Part(series, binding, found, desk.generation(series));
      promotions.promote(List.of(part), cause);
      refused.remove(series.channel);
    } catch (InferenceException e) {
      if (!isOfOthers(e)) {
        refused.put(series.channel, new Refused(found, e));
        desk.refuse(
            series,
            binding,
            cause.because(String.valueOf(e.getMessage())),
            found.modelVersion(),
            found.ref().sha256());
      }
      throw e;
    }
  }
}
