package io.tickcast.trees;

import io.tickcast.api.ModelArtifact;
import java.util.Optional;

/** XGBoost's model document, JSON or UBJSON. */
final class XgboostTreeFormat implements TreeFormat {
  @Override
  public Optional<String> probe(ModelArtifact artifact) {
    return XgboostFile.probe(artifact);
  }

  @Override
  public TreeFile read(ModelArtifact artifact) {
    return XgboostFile.read(artifact);
  }

  @Override
  public Optional<String> nativeModule() {
    return Optional.of("backend-xgboost");
  }
}
