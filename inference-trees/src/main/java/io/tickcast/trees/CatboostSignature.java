package io.tickcast.trees;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputSpec;
import io.tickcast.checkpoint.Faults;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Names the inputs and outputs of a CatBoost model, from its file and its manifest. */
final class CatboostSignature {
  private CatboostSignature() {}

  /**
   * The signature of a model.
   *
   * @param manifest what the producer declared; a window divides the inputs among its bars
   * @param labels the classes that the file names, empty when it names none
   * @param columns the number of outputs
   * @throws InferenceException (SCHEMA_MISMATCH) when the manifest speaks of another model
   */
  static ModelSignature of(
      Optional<ModelManifest> manifest,
      CatboostFeatures features,
      CatboostLoss loss,
      List<String> labels,
      int columns) {
    int window = manifest.map(ModelManifest::window).orElse(1);
    List<String> named = features.names();
    if (features.width() % window != 0 || (window > 1 && !named.isEmpty())) {
      throw mismatch(
          "unnamed inputs for a window of " + window + " bars",
          features.width() + " inputs, " + named.size() + " of them named",
          "features");
    }
    List<String> names = ModelManifest.featureNames(manifest, named, features.width() / window);
    List<Input> inputs = names.stream().map(Input::feature).toList();
    return new ModelSignature(inputs, window, outputs(manifest, loss, labels, columns), true);
  }

  private static List<Output> outputs(
      Optional<ModelManifest> manifest, CatboostLoss loss, List<String> labels, int columns) {
    if (columns == 1 && !loss.hasClasses()) {
      return List.of(Output.of(loss.output(), loss.role()));
    }
    List<String> classes = loss.hasClasses() ? classes(manifest, labels, columns) : List.of();
    List<Output> outputs = new ArrayList<>(columns);
    for (int i = 0; i < columns; i++) {
      String name = classes.isEmpty() ? loss.output() + "_" + i : classes.get(i);
      outputs.add(Output.of(name, loss.role()));
    }
    return outputs;
  }

  /** Those of the manifest before those of the file; empty for none. */
  private static List<String> classes(
      Optional<ModelManifest> manifest, List<String> labels, int columns) {
    List<String> declared =
        manifest.flatMap(ModelManifest::output).map(OutputSpec::classes).orElse(List.of());
    if (!declared.isEmpty()) {
      if (declared.size() != columns || declared.contains("")) {
        throw mismatch(
            columns + " named classes", declared.size() + " in the manifest", "output.classes");
      }
      return declared;
    }
    if (labels.isEmpty() || labels.contains("")) {
      return List.of();
    }
    if (labels.size() != columns || new HashSet<>(labels).size() != columns) {
      throw Faults.malformed(
          columns + " classes that differ", labels.size() + " labels", "class_params");
    }
    return labels;
  }

  private static InferenceException mismatch(String expected, String found, String where) {
    return Faults.of(ErrorCode.SCHEMA_MISMATCH, expected, found, where);
  }
}
