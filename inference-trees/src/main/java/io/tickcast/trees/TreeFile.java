package io.tickcast.trees;

import io.tickcast.api.Model;
import io.tickcast.api.ModelManifest;
import java.util.Map;
import java.util.Optional;

/** A checked file of trees. <i>Immutable.</i> */
interface TreeFile {
  /** What the bytes are, such as {@code xgboost-json}. */
  String kind();

  /** Facts for a person, in a stable order. */
  Map<String, String> description();

  /**
   * The model on the engine in pure Java.
   *
   * @param manifest what the producer declared
   * @throws io.tickcast.api.InferenceException (SCHEMA_MISMATCH) when the manifest speaks of
   *     another model
   */
  Model model(Optional<ModelManifest> manifest);
}
