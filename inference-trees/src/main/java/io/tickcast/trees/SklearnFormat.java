package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.checkpoint.CheckpointFile;
import io.tickcast.checkpoint.Faults;
import java.util.Optional;

/** Pickles and joblib files of scikit-learn's estimators. */
final class SklearnFormat implements TreeFormat {
  /** The largest number of features. */
  static final int MAX_FEATURES = 1 << 16;

  /** The largest number of classes. */
  static final int MAX_CLASSES = 1 << 12;

  private static final String KIND = "sklearn-pickle";
  private static final String PACKAGE = "sklearn.";

  @Override
  public Optional<String> probe(ModelArtifact artifact) {
    return CheckpointFile.peek(artifact.content())
        .flatMap(peek -> peek.root())
        .filter(root -> root.module().startsWith(PACKAGE))
        .map(root -> KIND);
  }

  @Override
  public TreeFile read(ModelArtifact artifact) {
    try {
      return SklearnFile.read(artifact, KIND);
    } catch (InferenceException e) {
      throw Faults.in(artifact.location(), e);
    }
  }
}
