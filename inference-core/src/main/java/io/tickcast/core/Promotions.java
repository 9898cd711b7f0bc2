package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Timeframe;
import io.tickcast.core.CheckpointShelf.Found;
import io.tickcast.core.SwapDesk.Cause;
import io.tickcast.core.SwapDesk.Next;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Finds, loads and verifies what is to serve, all of it before any of it serves. <i>Confined</i> to
 * the loader.
 */
final class Promotions {
  private static final int SHOWN_MAX = 8;

  private final CheckpointShelf checkpoints;
  private final ModelVerifier verifier;
  private final SwapDesk desk;
  private final FrameRouter router;
  private final Standby standby;

  Promotions(
      CheckpointShelf checkpoints,
      ModelVerifier verifier,
      SwapDesk desk,
      FrameRouter router,
      Standby standby) {
    this.checkpoints = checkpoints;
    this.verifier = verifier;
    this.desk = desk;
    this.router = router;
    this.standby = standby;
  }

  /**
   * A series with what is to serve it.
   *
   * @param generation that of the slot when it was planned
   */
  record Part(Series series, Binding binding, Found found, int generation) {}

  /**
   * What a binding means by a choice for all of its series, or for one.
   *
   * @throws InferenceException (NOT_FOUND) when a series has no such checkpoint; (CONFLICT) when
   *     more than one answers
   */
  List<Part> plan(RegistryTarget target, VersionChoice choice) {
    Binding binding = target.binding();
    List<Found> candidates = checkpoints.candidates(binding, choice);
    Collection<Series> wanted =
        target
            .series()
            .<Collection<Series>>map(List::of)
            .orElseGet(() -> series(binding, candidates));
    if (wanted.isEmpty()) {
      throw none(binding, choice, Optional.empty());
    }
    List<Part> parts = new ArrayList<>();
    for (Series series : wanted) {
      Found found =
          CheckpointShelf.choose(binding, choice, candidates, series)
              .orElseThrow(() -> none(binding, choice, Optional.of(series)));
      parts.add(new Part(series, binding, found, desk.generation(series)));
    }
    return parts;
  }

  /**
   * The version that served a series before the present one came.
   *
   * @throws InferenceException (NOT_FOUND) when the stores do not have it any more
   */
  Part earlier(RegistrySlot slot, ModelEvent arrival) {
    Found found =
        checkpoints
            .again(slot.binding, slot.series, arrival.fromVersion(), arrival.fromSha256())
            .orElseThrow(
                () ->
                    new InferenceException(
                        ErrorCode.NOT_FOUND,
                        "expected "
                            + arrival.fromVersion()
                            + " (sha256 "
                            + arrival.fromSha256()
                            + "), which served "
                            + slot
                            + " before, in the stores, found none"));
    return new Part(slot.series, slot.binding, found, desk.generation(slot.series));
  }

  /** All that a binding serves, or could serve by its checkpoints or by its own words. */
  Set<Series> series(Binding binding, List<Found> candidates) {
    Set<Series> all = new LinkedHashSet<>();
    desk.slots().stream()
        .filter(slot -> slot.binding.name().equals(binding.name()))
        .forEach(slot -> all.add(slot.series));
    for (String symbol : binding.symbols()) {
      for (String code : binding.timeframes()) {
        if (Glob.isLiteral(symbol) && Glob.isLiteral(code)) {
          all.add(router.series(symbol, Timeframe.of(code)));
        }
      }
    }
    for (Found found : candidates) {
      Optional<Timeframe> timeframe = Timeframe.find(found.ref().timeframe());
      String symbol = found.ref().symbol();
      if (timeframe.isPresent() && !symbol.isEmpty() && binding.covers(symbol, timeframe.get())) {
        all.add(router.series(symbol, timeframe.get()));
      }
    }
    if (candidates.stream().anyMatch(Promotions::isForAny)) {
      router.allSeries().stream()
          .filter(series -> binding.covers(series.symbol, series.timeframe))
          .sorted(Comparator.comparing(series -> series.channel))
          .forEach(all::add);
    }
    return all;
  }

  private static boolean isForAny(Found found) {
    return found.ref().symbol().isEmpty() || found.ref().timeframe().isEmpty();
  }

  /**
   * Loads and verifies all parts, each checkpoint once; the caller releases the models.
   *
   * @throws InferenceException when one of them does not; none is held then
   */
  List<Next> load(List<Part> parts) {
    Map<Found, LoadedModel> loaded = new LinkedHashMap<>();
    try {
      List<Next> all = new ArrayList<>();
      for (Part part : parts) {
        LoadedModel model = loaded.get(part.found());
        if (model == null) {
          model = loadOrReuse(part, parts);
          loaded.put(part.found(), model);
        } else {
          model.retain();
        }
        all.add(new Next(part.series(), part.binding(), model, part.generation()));
      }
      return all;
    } catch (RuntimeException | Error e) {
      loaded.values().forEach(LoadedModel::release);
      throw e;
    }
  }

  private LoadedModel loadOrReuse(Part part, List<Part> all) {
    List<Series> series =
        all.stream().filter(it -> it.found().equals(part.found())).map(Part::series).toList();
    Optional<LoadedModel> warm = warm(part);
    if (warm.isPresent()) {
      LoadedModel model = warm.get();
      model.retain();
      try {
        verifier.checkFeed(model, series);
        return model;
      } catch (RuntimeException | Error e) {
        model.release();
        throw e;
      }
    }
    return verifier.load(part.found(), series);
  }

  /** Only where the store tells the content: a version may have got another one meanwhile. */
  private Optional<LoadedModel> warm(Part part) {
    if (part.found().ref().sha256().isEmpty()) {
      return Optional.empty();
    }
    List<LoadedModel> known = new ArrayList<>(standby.models());
    desk.slot(part.series()).ifPresent(slot -> known.addAll(desk.held(slot)));
    return known.stream().filter(part.found()::isModel).findFirst();
  }

  /**
   * Lets parts serve, all or none.
   *
   * @return completed when the lanes have changed, with an event for each part; that of before for
   *     a part that serves already
   */
  CompletableFuture<List<ModelEvent>> promote(List<Part> parts, Cause cause) {
    List<Next> loaded = load(parts);
    try {
      List<Next> changes = loaded.stream().filter(next -> !serves(next)).toList();
      List<ModelEvent> same =
          loaded.stream()
              .filter(this::serves)
              .flatMap(next -> desk.slot(next.series()).flatMap(slot -> slot.lastSwap).stream())
              .toList();
      if (changes.isEmpty()) {
        return CompletableFuture.completedFuture(same);
      }
      return desk.swap(changes, cause)
          .thenApply(
              made -> {
                List<ModelEvent> all = new ArrayList<>(made);
                all.addAll(same);
                return List.copyOf(all);
              });
    } finally {
      loaded.forEach(next -> next.model().release());
    }
  }

  private boolean serves(Next next) {
    return desk.slot(next.series()).filter(slot -> slot.serves(next)).isPresent();
  }

  InferenceException none(Binding binding, VersionChoice choice, Optional<Series> series) {
    String model = binding.model().isEmpty() ? "a model" : binding.model();
    return new InferenceException(
        ErrorCode.NOT_FOUND,
        "binding '"
            + binding.name()
            + "': expected a checkpoint of "
            + model
            + " "
            + choice.code()
            + series.map(it -> " for " + it.symbol + " " + it.timeframe.code()).orElse("")
            + " in "
            + checkpoints.storeCount()
            + (checkpoints.storeCount() == 1 ? " store" : " stores")
            + ", found "
            + others(binding, choice, series)
            + (checkpoints.away().isEmpty() ? "" : "; no answer: " + checkpoints.away()));
  }

  /** What there is instead, so that a typing error or a status shows. */
  private String others(Binding binding, VersionChoice choice, Optional<Series> series) {
    List<Found> found =
        checkpoints.any(binding).stream()
            .filter(each -> series.isEmpty() || each.isOf(series.get()))
            .toList();
    List<String> versions =
        found.stream().map(each -> each.ref().version() + status(each)).distinct().toList();
    if (versions.isEmpty()) {
      return "none of any version";
    }
    int from = Math.max(0, versions.size() - SHOWN_MAX);
    String only = "only " + String.join(", ", versions.subList(from, versions.size()));
    boolean byItself =
        choice instanceof VersionChoice.Latest || choice instanceof VersionChoice.Only;
    return byItself && found.stream().noneMatch(Found::isDeployable)
        ? only + ": what is not in production serves when somebody names its version"
        : only;
  }

  private static String status(Found found) {
    return found.ref().status().isEmpty() ? "" : " (" + found.ref().status() + ")";
  }
}
