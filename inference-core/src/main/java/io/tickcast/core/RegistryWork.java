package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.core.SwapDesk.Cause;
import io.tickcast.core.SwapDesk.Next;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What the registry has its loader do. <i>Confined</i> to the loader. */
final class RegistryWork {
  private final Promotions promotions;
  private final SwapDesk desk;
  private final ModelEvents events;

  RegistryWork(Promotions promotions, SwapDesk desk, ModelEvents events) {
    this.promotions = promotions;
    this.desk = desk;
    this.events = events;
  }

  /** Loads and verifies what a target means by a choice, shows it to somebody, and lets it go. */
  List<Verification> verified(RegistryTarget target, VersionChoice choice, Consumer<Next> with) {
    List<Next> loaded = promotions.load(promotions.plan(target, choice));
    try {
      loaded.forEach(with);
      return loaded.stream().map(next -> next.model().verified()).toList();
    } finally {
      loaded.forEach(next -> next.model().release());
    }
  }

  /** Plans and promotes; what stands against it is recorded for each series that it was for. */
  CompletableFuture<List<ModelEvent>> orRefused(
      RegistryTarget target,
      VersionChoice choice,
      Cause cause,
      Callable<List<Promotions.Part>> planning)
      throws Exception {
    List<Promotions.Part> planned = List.of();
    try {
      planned = planning.call();
      return promotions.promote(planned, cause);
    } catch (InferenceException e) {
      Cause why = cause.because(String.valueOf(e.getMessage()));
      if (planned.isEmpty()) {
        desk.slots().stream()
            .filter(slot -> isOf(slot, target))
            .forEach(slot -> desk.refuse(slot.series, target.binding(), why, choice.code(), ""));
      }
      for (Promotions.Part part : planned) {
        desk.refuse(
            part.series(),
            part.binding(),
            why,
            part.found().modelVersion(),
            part.found().ref().sha256());
      }
      throw e;
    }
  }

  static boolean isOf(RegistrySlot slot, RegistryTarget target) {
    return target
        .series()
        .map(series -> series == slot.series)
        .orElseGet(() -> slot.binding.name().equals(target.binding().name()));
  }

  /** What the configured choice meant when somebody looked last, for the first series of it. */
  String meaning(RegistryTarget target) {
    return desk.slots().stream()
        .filter(slot -> isOf(slot, target))
        .map(slot -> desk.meaning(slot.series))
        .findFirst()
        .orElse(RegistrySlot.UNKNOWN);
  }

  CompletableFuture<List<ModelEvent>> rollBackByHistory(
      RegistryTarget target, List<RegistrySlot> slots, Cause cause) throws Exception {
    List<Promotions.Part> planned = new ArrayList<>();
    for (RegistrySlot slot : slots) {
      ModelEvent arrival =
          Optional.ofNullable(slot.champion)
              .flatMap(champion -> events.arrival(slot.series, champion))
              .orElseThrow(() -> noWayBack(target, slot));
      planned.add(promotions.earlier(slot, arrival));
    }
    if (planned.isEmpty()) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE,
          "binding '" + target.binding().name() + "': expected a model that serves, found none");
    }
    return orRefused(target, target.binding().version(), cause, () -> planned);
  }

  private static InferenceException noWayBack(RegistryTarget target, RegistrySlot slot) {
    return new InferenceException(
        ErrorCode.ILLEGAL_STATE,
        "binding '"
            + target.binding().name()
            + "': expected a version that served "
            + slot
            + " before, found none: name one with promote");
  }

  /** All series of a target, or those with a challenger that is to end. */
  private List<RegistrySlot> toChallenge(RegistryTarget target, boolean ends) {
    List<RegistrySlot> slots =
        desk.slots().stream()
            .filter(slot -> isOf(slot, target))
            .filter(slot -> !ends || slot.challenger != null)
            .toList();
    if (ends && slots.isEmpty()) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE,
          "binding '" + target.binding().name() + "': expected a challenger to end, found none");
    }
    return slots;
  }

  CompletableFuture<List<ModelEvent>> challengeNow(
      RegistryTarget target, Optional<VersionChoice> choice, String who, String reason) {
    Cause cause = new Cause(ModelEvent.Kind.CHALLENGER, who, reason, "", false);
    List<Next> loaded =
        choice.map(it -> promotions.load(promotions.plan(target, it))).orElse(List.of());
    try {
      List<CompletableFuture<ModelEvent>> all = new ArrayList<>();
      for (RegistrySlot slot : toChallenge(target, choice.isEmpty())) {
        Optional<LoadedModel> model =
            loaded.stream()
                .filter(next -> next.series() == slot.series)
                .map(Next::model)
                .findFirst();
        all.add(desk.challenge(slot, model, cause));
      }
      return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
          .thenApply(nothing -> all.stream().map(CompletableFuture::join).toList());
    } finally {
      loaded.forEach(next -> next.model().release());
    }
  }
}
