package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import java.util.List;
import java.util.Optional;

/** Names the inputs and outputs of an XGBoost model, from its file and its manifest. */
final class XgboostSignature {
  private XgboostSignature() {}

  /**
   * The signature of a model.
   *
   * @param manifest what the producer declared; a window divides the inputs among its bars
   * @param named the names in the file, empty when it has none
   * @param features the number of inputs of the file
   * @param groups the number of margins
   * @throws InferenceException (SCHEMA_MISMATCH) when the manifest speaks of another model
   */
  static ModelSignature of(
      Optional<ModelManifest> manifest,
      List<String> named,
      int features,
      XgboostObjective objective,
      int groups) {
    List<Output> outputs = outputs(manifest, objective, groups);
    return Signatures.of(manifest, named, features, outputs, "learner.feature_names");
  }

  private static List<Output> outputs(
      Optional<ModelManifest> manifest, XgboostObjective objective, int groups) {
    int columns = objective.link().columns(groups);
    if (columns == 1 && objective != XgboostObjective.MULTI_SOFTPROB) {
      return List.of(Output.of(objective.output(), objective.role()));
    }
    return Signatures.outputs(
        objective.isMultiClass() ? manifest : Optional.empty(),
        columns,
        objective.output(),
        objective.roleOfSeveral());
  }
}
