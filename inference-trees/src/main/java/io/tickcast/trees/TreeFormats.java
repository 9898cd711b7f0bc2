package io.tickcast.trees;

import io.tickcast.api.ModelArtifact;
import java.util.List;
import java.util.Optional;

/** The formats that this package reads. */
final class TreeFormats {
  /** All of them; each tells its own files from those of the others. */
  static final List<TreeFormat> ALL =
      List.of(
          new XgboostTreeFormat(),
          new LightgbmFormat(),
          new LightgbmPickleFormat(),
          new CatboostFormat(),
          new CatboostPickleFormat(),
          new SklearnFormat());

  private TreeFormats() {}

  /** The format of a file, with the kind that it found there. */
  record Found(TreeFormat format, String kind) {}

  /** The first format that knows a file; empty when none does. */
  static Optional<Found> of(ModelArtifact artifact) {
    for (TreeFormat format : ALL) {
      Optional<String> kind = format.probe(artifact);
      if (kind.isPresent()) {
        return Optional.of(new Found(format, kind.get()));
      }
    }
    return Optional.empty();
  }
}
