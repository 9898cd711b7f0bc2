package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.checkpoint.CheckpointFile;
import io.tickcast.checkpoint.Faults;
import java.util.Optional;

/** Pickles and joblib files of LightGBM's boosters and estimators. */
final class LightgbmPickleFormat implements TreeFormat {
  /** What files are called. */
  static final String KIND = "lightgbm-pickle";

  @Override
  public Optional<String> probe(ModelArtifact artifact) {
    return CheckpointFile.peek(artifact.content())
        .flatMap(peek -> peek.root())
        .filter(root -> root.module().startsWith(LightgbmPickle.PACKAGE))
        .map(root -> KIND);
  }

  @Override
  public LightgbmFile read(ModelArtifact artifact) {
    try {
      return LightgbmFile.of(artifact, LightgbmPickle.read(artifact.content()));
    } catch (InferenceException e) {
      throw Faults.in(artifact.location(), e);
    }
  }

  @Override
  public Optional<String> nativeModule() {
    return Optional.of("backend-lightgbm");
  }
}
