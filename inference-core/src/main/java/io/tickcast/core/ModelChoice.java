package io.tickcast.core;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

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

  /** What it says, as texts by the paths of the settings. */
  public Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    type.ifPresent(it -> texts.put(OperationalSetting.MODEL_TYPE.path(), it));
    version.ifPresent(it -> texts.put(OperationalSetting.MODEL_VERSION.path(), it));
    checkpointPath.ifPresent(it -> texts.put(OperationalSetting.CHECKPOINT_PATH.path(), it));
    autoReload.ifPresent(it -> texts.put(OperationalSetting.AUTO_RELOAD.path(), it.toString()));
    return texts;
  }

  /**
   * What it says, and what another one says where it says nothing.
   *
   * @param other says the rest
   */
  public ModelChoice over(ModelChoice other) {
    return new ModelChoice(
        type.or(other::type),
        version.or(other::version),
        checkpointPath.or(other::checkpointPath),
        autoReload.or(other::autoReload));
  }

  /** A choice that says nothing. */
  public static ModelChoice none() {
    return new ModelChoice(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
