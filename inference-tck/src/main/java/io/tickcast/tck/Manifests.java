package io.tickcast.tck;

import io.tickcast.api.Input;
import io.tickcast.api.MissingPolicy;
import io.tickcast.api.ModelManifest;
import java.util.List;
import java.util.Optional;

/** Variants of manifests. */
final class Manifests {
  private Manifests() {}

  /** A manifest that declares features and nothing else. */
  static ModelManifest bare(List<String> features) {
    return new ModelManifest(
        "tck",
        "tck",
        "1",
        "",
        Optional.empty(),
        "",
        "",
        features,
        List.of(),
        1,
        Optional.empty(),
        MissingPolicy.MODEL,
        Optional.empty(),
        "{}");
  }

  static ModelManifest withInputs(
      ModelManifest base, List<String> features, List<Input> observation) {
    return new ModelManifest(
        base.name(),
        base.type(),
        base.version(),
        base.symbol(),
        base.timeframe(),
        base.format(),
        base.sha256(),
        features,
        observation,
        base.window(),
        base.output(),
        base.missing(),
        base.golden(),
        base.json());
  }

  /** The manifest for other bytes; where no sha256 was declared there is none afterwards. */
  static ModelManifest withSha256(ModelManifest base, String sha256) {
    return new ModelManifest(
        base.name(),
        base.type(),
        base.version(),
        base.symbol(),
        base.timeframe(),
        base.format(),
        base.sha256().isEmpty() ? "" : sha256,
        base.features(),
        base.observation(),
        base.window(),
        base.output(),
        base.missing(),
        base.golden(),
        base.json());
  }
}
