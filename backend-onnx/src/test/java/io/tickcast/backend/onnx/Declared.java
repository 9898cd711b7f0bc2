package io.tickcast.backend.onnx;

import io.tickcast.api.MissingPolicy;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.OutputSpec;
import java.util.List;
import java.util.Optional;

/** Manifests of tests. */
final class Declared {
  private Declared() {}

  static ModelManifest features(String... names) {
    return manifest(List.of(names), 1, Optional.empty(), MissingPolicy.MODEL);
  }

  static ModelManifest window(int window, String... names) {
    return manifest(List.of(names), window, Optional.empty(), MissingPolicy.MODEL);
  }

  static ModelManifest output(OutputSpec output) {
    return manifest(List.of(), 1, Optional.of(output), MissingPolicy.MODEL);
  }

  static ModelManifest missing(MissingPolicy policy) {
    return manifest(List.of(), 1, Optional.empty(), policy);
  }

  private static ModelManifest manifest(
      List<String> features, int window, Optional<OutputSpec> output, MissingPolicy missing) {
    return new ModelManifest(
        "",
        "onnx",
        "1.0.0",
        "",
        Optional.empty(),
        "onnx",
        "",
        features,
        List.of(),
        window,
        output,
        missing,
        Optional.empty(),
        "{}");
  }
}
