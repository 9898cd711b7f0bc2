package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.checkpoint.CheckpointFile;
import io.tickcast.checkpoint.Faults;
import io.tickcast.checkpoint.ReadLimits;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A checked estimator of scikit-learn. <i>Immutable.</i> */
final class SklearnFile implements TreeFile {
  private final ModelArtifact artifact;
  private final SklearnEstimator estimator;
  private final Map<String, String> description;

  private SklearnFile(
      ModelArtifact artifact, SklearnEstimator estimator, Map<String, String> description) {
    this.artifact = artifact;
    this.estimator = estimator;
    this.description = description;
  }

  /**
   * Reads a file.
   *
   * @throws InferenceException (MALFORMED_MODEL, UNSUPPORTED_MODEL, LIMIT_EXCEEDED)
   */
  static SklearnFile read(ModelArtifact artifact, String kind) {
    CheckpointFile file =
        CheckpointFile.open(artifact.content(), ReadLimits.DEFAULTS, SklearnSymbols.POLICY);
    SklearnReading reading = new SklearnReading(artifact, file.isOfNumpy2());
    SklearnEstimator estimator = new SklearnEstimators(reading).read(file.root());
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("kind", kind);
    facts.put("library", "scikit-learn " + SklearnFields.of(file.root()).version().text());
    if (!reading.libraries().isEmpty()) {
      facts.put("with", reading.libraries());
    }
    facts.put("estimator", estimator.type());
    file.root().find("loss").ifPresent(loss -> facts.put("loss", loss.asText()));
    if (estimator.isClassifier()) {
      facts.put("classes", Faults.quoted(String.join(" ", estimator.classes())));
    }
    facts.put("features", Integer.toString(estimator.part().inputs()));
    facts.put("outputs", Integer.toString(estimator.part().outputs()));
    facts.put("trees", Integer.toString(reading.trees()));
    facts.put("depth", Integer.toString(reading.depth()));
    facts.put("compression", file.compression());
    facts.put("bytes", Integer.toString(artifact.content().remaining()));
    facts.put("sha256", artifact.sha256());
    return new SklearnFile(artifact, estimator, Collections.unmodifiableMap(facts));
  }

  @Override
  public String kind() {
    return description.getOrDefault("kind", "");
  }

  @Override
  public Map<String, String> description() {
    return description;
  }

  @Override
  public Model model(Optional<ModelManifest> manifest) {
    try {
      ModelSignature signature = SklearnSignature.of(manifest, estimator);
      return estimator.part() instanceof SklearnTrees trees
          ? new TreesModel(signature, trees.ensemble(), trees.link(), description)
          : new SklearnModel(signature, estimator.part(), description);
    } catch (InferenceException e) {
      throw Faults.in(artifact.location(), e);
    }
  }

  SklearnEstimator estimator() {
    return estimator;
  }
}
