package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets the models of a replay change where those of the journal did, found by their digests. A
 * series whose first recorded model is not there, and that another one was named for, keeps that
 * one: somebody wants to see what it would have decided. <i>Confined.</i>
 */
final class ReplaySwaps {
  private final InferenceEngine engine;
  private final Set<String> begun = new HashSet<>();
  private final Set<String> otherwise = new HashSet<>();

  ReplaySwaps(InferenceEngine engine) {
    this.engine = engine;
  }

  /**
   * Follows a record.
   *
   * @throws InferenceException (NOT_FOUND) naming the digest that is not there
   */
  void follow(ModelEvent event, long sequence) {
    if (event.kind() == ModelEvent.Kind.CHALLENGER) {
      challenge(event, sequence);
    } else if (event.serves()) {
      serve(event, sequence);
    }
  }

  private void serve(ModelEvent event, long sequence) {
    String series = event.symbol() + "/" + event.timeframe().code();
    Optional<LoadedModel> serving = engine.registry().serving(event.symbol(), event.timeframe());
    boolean first = begun.add(series);
    if (otherwise.contains(series) || serving.filter(it -> isOf(it, event)).isPresent()) {
      return;
    }
    Optional<LoadedModel> model = find(event);
    if (model.isEmpty() && first && serving.isPresent()) {
      otherwise.add(series);
      return;
    }
    engine.serve(
        model.orElseThrow(() -> missing(event, sequence)),
        event.symbol(),
        event.timeframe().code());
  }

  private void challenge(ModelEvent event, long sequence) {
    if (event.toSha256().isEmpty()) {
      engine.registry().challenge(event.symbol(), event.timeframe(), Optional.empty());
      return;
    }
    LoadedModel model = find(event).orElseThrow(() -> missing(event, sequence));
    engine.registry().challenge(event.symbol(), event.timeframe(), Optional.of(model));
  }

  private Optional<LoadedModel> find(ModelEvent event) {
    return engine.loaded().stream()
        .filter(model -> isOf(model, event))
        .findFirst()
        .or(() -> engine.registry().recorded(event).map(engine::loadModel));
  }

  private static boolean isOf(LoadedModel model, ModelEvent event) {
    return model.modelVersion().equals(event.toVersion())
        && model.sha256().equals(event.toSha256());
  }

  private InferenceException missing(ModelEvent event, long sequence) {
    List<String> there =
        engine.loaded().stream()
            .map(model -> model.modelVersion() + " " + ModelEvent.shortSha(model.sha256()))
            .toList();
    return new InferenceException(
        ErrorCode.NOT_FOUND,
        "record "
            + sequence
            + " of the journal: expected the model "
            + event.toVersion()
            + " with sha256 "
            + event.toSha256()
            + ", which "
            + event.symbol()
            + " "
            + event.timeframe().code()
            + " has from there on ("
            + event.kind().code()
            + " by "
            + event.who()
            + "), found none of that digest"
            + (there.isEmpty() ? "" : " but " + String.join(", ", there))
            + ": put its file where the models are");
  }
}
