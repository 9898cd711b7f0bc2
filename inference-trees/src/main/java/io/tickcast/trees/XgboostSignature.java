package io.tickcast.trees;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
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
   * @throws InferenceException (SCHEMA_MISMATCH) when the manifest speaks of another model
   */
  static ModelSignature of(
      Optional<ModelManifest> manifest,
      List<String> named,
      int features,
      XgboostObjective objective,
      int groups) {
    int window = manifest.map(ModelManifest::window).orElse(1);
    if (features % window != 0 || (window > 1 && !named.isEmpty())) {
      throw mismatch(
          "unnamed inputs for a window of " + window + " bars",
          features + " inputs, " + named.size() + " of them named",
          "learner.feature_names");
    }
    List<String> names = ModelManifest.featureNames(manifest, named, features / window);
    List<Input> inputs = names.stream().map(Input::feature).toList();
    return new ModelSignature(inputs, window, outputs(manifest, objective, groups), true);
  }

  private static List<Output> outputs(
      Optional<ModelManifest> manifest, XgboostObjective objective, int groups) {
    int columns = objective.link().columns(groups);
    if (columns == 1 && objective != XgboostObjective.MULTI_SOFTPROB) {
      return List.of(Output.of(objective.output(), objective.role()));
    }
    List<String> classes =
        objective.isMultiClass()
            ? manifest.flatMap(ModelManifest::output).map(OutputSpec::classes).orElse(List.of())
            : List.of();
    if (!classes.isEmpty() && (classes.size() != columns || classes.contains(""))) {
      throw mismatch(
          columns + " named classes", classes.size() + " in the manifest", "output.classes");
    }
    List<Output> outputs = new ArrayList<>(columns);
    for (int i = 0; i < columns; i++) {
      String name = classes.isEmpty() ? objective.output() + "_" + i : classes.get(i);
      outputs.add(Output.of(name, objective.roleOfSeveral()));
    }
    return outputs;
  }

  private static InferenceException mismatch(String expected, String found, String where) {
    return Faults.of(ErrorCode.SCHEMA_MISMATCH, expected, found, where);
  }
}
