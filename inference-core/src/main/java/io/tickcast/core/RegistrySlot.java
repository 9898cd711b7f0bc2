package io.tickcast.core;

import io.tickcast.core.BindingStatus.ModelInfo;
import io.tickcast.core.BindingStatus.SeriesStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What serves one series, what served it before, and what is scored beside it. Each model that it
 * names is held open by it. Guarded by its {@link SwapDesk}.
 */
final class RegistrySlot {
  final Series series;
  Binding binding;

  @Nullable LoadedModel champion;
  @Nullable LoadedModel challenger;

  /** Versions that served before and can at once serve again, the last one first. */
  final Deque<LoadedModel> hot = new ArrayDeque<>();

  Optional<ModelEvent> lastSwap = Optional.empty();
  Optional<ModelEvent> lastRefusal;
  Optional<ModelEvent> lastChallenge = Optional.empty();

  /** How often a challenger took too much time, and was ended. */
  int suspensions;

  /** What a choice means when nobody has looked since. */
  static final String UNKNOWN = "?";

  /** What the binding's choice meant when somebody looked last: a version with its digest. */
  String meaning = UNKNOWN;

  /** What the choice meant when an operator chose otherwise; empty when none has. */
  String pinned = "";

  /** Grows with each change, so that a load that took long finds that it comes too late. */
  int generation;

  RegistrySlot(Series series, Binding binding, Optional<ModelEvent> lastRefusal) {
    this.series = series;
    this.binding = binding;
    this.lastRefusal = lastRefusal;
  }

  /** Whether a model serves already. */
  boolean serves(SwapDesk.Next next) {
    return champion != null
        && champion.modelVersion().equals(next.model().modelVersion())
        && champion.sha256().equals(next.model().sha256());
  }

  /** Notes what a choice has meant, and whether an operator chose otherwise. */
  void chosen(SwapDesk.Cause cause) {
    pinned = cause.pins() ? cause.meant() : "";
    meaning = cause.meant().isEmpty() ? meaning : cause.meant();
  }

  /** Another model serves; the one before becomes hot when it may, and the eldest ones go. */
  void promote(LoadedModel next, int hotMax) {
    next.retain();
    hot.removeIf(old -> old == next && release(old));
    if (champion != null) {
      hot.addFirst(champion);
    }
    champion = next;
    while (hot.size() > hotMax) {
      hot.removeLast().release();
    }
    generation++;
  }

  /** An earlier model serves again; the one that it takes the place of is no way back. */
  void rollBack(LoadedModel earlier) {
    if (hot.contains(earlier)) {
      while (hot.peekFirst() != earlier) {
        hot.removeFirst().release();
      }
      hot.removeFirst();
    } else {
      earlier.retain();
    }
    if (champion != null) {
      champion.release();
    }
    champion = earlier;
    generation++;
  }

  void challenge(@Nullable LoadedModel next) {
    if (next != null) {
      next.retain();
    }
    if (challenger != null) {
      challenger.release();
    }
    challenger = next;
  }

  private static boolean release(LoadedModel model) {
    model.release();
    return true;
  }

  /** Everything that it holds. */
  List<LoadedModel> held() {
    List<LoadedModel> all = new ArrayList<>(hot);
    if (champion != null) {
      all.add(champion);
    }
    if (challenger != null) {
      all.add(challenger);
    }
    return all;
  }

  /** How it is; absent while nothing serves. */
  Optional<SeriesStatus> status() {
    return Optional.ofNullable(champion)
        .map(
            serving ->
                new SeriesStatus(
                    series.symbol,
                    series.timeframe.code(),
                    ModelInfo.of(serving),
                    Optional.ofNullable(challenger).map(ModelInfo::of),
                    hot.stream().map(ModelInfo::of).toList(),
                    !pinned.isEmpty(),
                    lastSwap,
                    lastRefusal,
                    lastChallenge,
                    suspensions));
  }

  void releaseAll() {
    held().forEach(LoadedModel::release);
    hot.clear();
    champion = null;
    challenger = null;
  }

  @Override
  public String toString() {
    return series.symbol + " " + series.timeframe.code();
  }
}
