package io.tickcast.core;

import java.util.Objects;
import java.util.Optional;

/**
 * Which model is to serve, as the card's {@code model_config} says it. What is absent is not said.
 * <i>Immutable.</i>
 *
 * @param type the model type that a version is looked up with
 * @param version the bare version
 * @param checkpointPath a file below the folder of models, whose version must be that one
 * @param autoReload whether another model may be taken up while the engine runs
 */
public record ModelChoice(
    Optional<String> type,
    Optional<String> version,
    Optional<String> checkpointPath,
    Optional<Boolean> autoReload) {
  /** Checks that nothing is missing. */
  public ModelChoice {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(checkpointPath, "checkpointPath");
    Objects.requireNonNull(autoReload, "autoReload");
  }

  /** A choice that says nothing. */
  public static ModelChoice none() {
    return new ModelChoice(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
