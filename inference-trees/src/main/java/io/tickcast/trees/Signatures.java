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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names the inputs and outputs of a model, from its file and its manifest. */
final class Signatures {
  private Signatures() {}

  /**
   * The signature of a model.
   *
   * @param manifest what the producer declared; a window divides the inputs among its bars
   * @param named the names in the file, empty when it has none
   * @param features the number of inputs of the file
   * @param outputs what the model puts out
   * @param where the names stand in the file, for messages
   * @throws InferenceException (SCHEMA_MISMATCH) when the manifest speaks of another model
   */
  static ModelSignature of(
      Optional<ModelManifest> manifest,
      List<String> named,
      int features,
      List<Output> outputs,
      String where) {
    int window = manifest.map(ModelManifest::window).orElse(1);
    if (features % window != 0 || (window > 1 && !named.isEmpty())) {
      throw mismatch(
          "unnamed inputs for a window of " + window + " bars",
          features + " inputs, " + named.size() + " of them named",
          where);
    }
    List<String> names = ModelManifest.featureNames(manifest, named, features / window);
    List<Input> inputs = names.stream().map(Input::feature).toList();
    return new ModelSignature(inputs, window, outputs, true);
  }

  /**
   * Several outputs of a kind: with the names of the manifest's classes, else numbered.
   *
   * @param classesIn where the names are; empty when the outputs are no classes
   * @param columns how many there are
   * @param stem what stands before the numbers
   * @throws InferenceException (SCHEMA_MISMATCH) when the manifest has another number of classes
   */
  static List<Output> outputs(
      Optional<ModelManifest> classesIn, int columns, String stem, OutputRole role) {
    List<String> classes =
        classesIn.flatMap(ModelManifest::output).map(OutputSpec::classes).orElse(List.of());
    if (!classes.isEmpty() && (classes.size() != columns || classes.contains(""))) {
      throw mismatch(
          columns + " named classes", classes.size() + " in the manifest", "output.classes");
    }
    List<Output> outputs = new ArrayList<>(columns);
    for (int i = 0; i < columns; i++) {
      outputs.add(Output.of(classes.isEmpty() ? stem + "_" + i : classes.get(i), role));
    }
    return outputs;
  }

  private static InferenceException mismatch(String expected, String found, String where) {
    return Faults.of(ErrorCode.SCHEMA_MISMATCH, expected, found, where);
  }
}
