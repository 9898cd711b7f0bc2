package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.OutputSpec;
import java.util.ArrayList;
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
   * @param wrapper what the model is wrapped in
   * @param link what becomes of the margins
   * @throws InferenceException (SCHEMA_MISMATCH) when the manifest speaks of another model
   */
  static ModelSignature of(
      Optional<ModelManifest> manifest,
      List<String> named,
      int features,
      XgboostObjective objective,
      int groups,
      XgboostWrapper wrapper,
      Link link) {
    List<Output> outputs = outputs(manifest, objective, groups, wrapper, link);
    return Signatures.of(manifest, named, features, outputs, "learner.feature_names");
  }

  private static List<Output> outputs(
      Optional<ModelManifest> manifest,
      XgboostObjective objective,
      int groups,
      XgboostWrapper wrapper,
      Link link) {
    int columns = link.columns(groups);
    if (columns == 1 && objective != XgboostObjective.MULTI_SOFTPROB) {
      return List.of(Output.of(objective.output(), objective.role()));
    }
    if (columns == groups && !objective.isMultiClass()) {
      return Signatures.outputs(
          Optional.empty(), columns, objective.output(), objective.roleOfSeveral());
    }
    boolean probabilities = objective.isMultiClass() && wrapper.isClassifier();
    OutputRole role = probabilities ? OutputRole.PROBABILITY : objective.role();
    List<Output> outputs = Signatures.outputs(manifest, columns, "class", role);
    return isUnnamed(manifest) ? named(outputs, wrapper.classes()) : outputs;
  }

  private static boolean isUnnamed(Optional<ModelManifest> manifest) {
    return manifest
        .flatMap(ModelManifest::output)
        .map(OutputSpec::classes)
        .orElse(List.of())
        .isEmpty();
  }

  /** The outputs by the names of a wrapper's classes, where it has one for each. */
  private static List<Output> named(List<Output> outputs, List<String> classes) {
    if (classes.size() != outputs.size() || classes.contains("")) {
      return outputs;
    }
    List<Output> named = new ArrayList<>(outputs.size());
    for (int i = 0; i < outputs.size(); i++) {
      named.add(Output.of(classes.get(i), outputs.get(i).role()));
    }
    return named;
  }
}
