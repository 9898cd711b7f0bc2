package io.tickcast.trees;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.OutputSpec;
import io.tickcast.checkpoint.Faults;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Names the inputs and outputs of an estimator, from its file and its manifest. */
final class SklearnSignature {
  private static final String VALUE = "value";
  private static final String NUMBER = "-?[0-9]+(\\.0)?|True|False";

  private SklearnSignature() {}

  /**
   * The signature of a model.
   *
   * @param manifest what the producer declared; a window divides the inputs among its bars
   * @throws InferenceException (SCHEMA_MISMATCH) when the manifest speaks of another model
   */
  static ModelSignature of(Optional<ModelManifest> manifest, SklearnEstimator estimator) {
    int features = estimator.part().inputs();
    int window = manifest.map(ModelManifest::window).orElse(1);
    List<String> named = estimator.names();
    if (features % window != 0 || (window > 1 && !named.isEmpty())) {
      throw mismatch(
          "unnamed inputs for a window of " + window + " bars",
          features + " inputs, " + named.size() + " of them named",
          "feature_names_in_");
    }
    List<String> names = ModelManifest.featureNames(manifest, named, features / window);
    List<Input> inputs = names.stream().map(Input::feature).toList();
    return new ModelSignature(
        inputs, window, outputs(manifest, estimator), takesMissing(estimator.part()));
  }

  private static List<Output> outputs(
      Optional<ModelManifest> manifest, SklearnEstimator estimator) {
    if (!estimator.isClassifier()) {
      return List.of(Output.of(VALUE, OutputRole.VALUE));
    }
    return classes(manifest, estimator.classes()).stream()
        .map(name -> Output.of(name, OutputRole.PROBABILITY))
        .toList();
  }

  /** The classes of the file; a manifest may name what in the file are mere numbers. */
  private static List<String> classes(Optional<ModelManifest> manifest, List<String> inFile) {
    List<String> declared =
        manifest.flatMap(ModelManifest::output).map(OutputSpec::classes).orElse(List.of());
    if (declared.isEmpty() || declared.equals(inFile)) {
      return inFile;
    }
    boolean numbers = inFile.stream().allMatch(name -> name.matches(NUMBER));
    if (!numbers || declared.size() != inFile.size() || declared.contains("")) {
      throw mismatch(
          "the classes " + Faults.quoted(String.join(" ", inFile)),
          Faults.quoted(String.join(" ", declared)) + " in the manifest",
          "output.classes");
    }
    return declared;
  }

  /** Whether a row of nothing but missing values is taken. */
  private static boolean takesMissing(SklearnPart part) {
    if (part instanceof SklearnTrees trees) {
      return trees.takesMissing();
    }
    double[] row = new double[part.inputs()];
    Arrays.fill(row, Double.NaN);
    double[] outputs = new double[part.outputs()];
    try {
      part.newWorker().apply(row, outputs);
    } catch (InferenceException e) {
      return false; // That it refuses is the answer.
    }
    return Arrays.stream(outputs).noneMatch(Double::isNaN);
  }

  private static InferenceException mismatch(String expected, String found, String where) {
    return Faults.of(ErrorCode.SCHEMA_MISMATCH, expected, found, where);
  }
}
