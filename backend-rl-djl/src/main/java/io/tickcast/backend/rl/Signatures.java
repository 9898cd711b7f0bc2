package io.tickcast.backend.rl;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.checkpoint.Faults;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Puts the inputs that a manifest declares beside the outputs that a network has. */
final class Signatures {
  private Signatures() {}

  /**
   * The signature of a model whose file names no inputs.
   *
   * @param width the numbers of one observation, of all bars of a window together
   * @throws InferenceException (SCHEMA_MISMATCH) when the manifest declares another width
   */
  static ModelSignature of(Optional<ModelManifest> manifest, int width, List<Output> outputs) {
    int window = manifest.map(ModelManifest::window).orElse(1);
    List<Input> declared = manifest.map(Signatures::declared).orElse(List.of());
    if (declared.isEmpty()) {
      if (width % window != 0) {
        throw Faults.mismatch(
            "a window that divides the " + width + " inputs of the network",
            window + " bars",
            "the manifest");
      }
      List<Input> unnamed = Collections.nCopies(width / window, Input.feature(""));
      return new ModelSignature(unnamed, window, outputs, false);
    }
    if ((long) declared.size() * window != width) {
      throw Faults.mismatch(
          width + " inputs, as the network has",
          declared.size() + (window == 1 ? "" : " of each of " + window + " bars"),
          "the manifest");
    }
    return new ModelSignature(declared, window, outputs, false);
  }

  private static List<Input> declared(ModelManifest manifest) {
    if (!manifest.observation().isEmpty()) {
      return manifest.observation();
    }
    return manifest.features().stream().map(Input::feature).toList();
  }
}
