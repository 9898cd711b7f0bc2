package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.checkpoint.Faults;
import java.nio.ByteBuffer;
import java.util.Optional;

/** LightGBM's model in its text format. */
final class LightgbmFormat implements TreeFormat {
  /** The first line that is not blank. */
  static final String FIRST_LINE = "tree";

  /** What files are called. */
  static final String KIND = "lightgbm-text";

  /** How much of a file is looked at to tell what it is. */
  private static final int PREFIX = 1 << 16;

  @Override
  public Optional<String> probe(ModelArtifact artifact) {
    ByteBuffer prefix = artifact.content().slice();
    prefix.limit(Math.min(prefix.limit(), PREFIX));
    LightgbmLines lines = new LightgbmLines(prefix);
    while (lines.advance() && lines.isBlank()) {
      continue;
    }
    boolean found = lines.is(FIRST_LINE) && lines.advance() && lines.startsWith("version=");
    return found ? Optional.of(KIND) : Optional.empty();
  }

  @Override
  public LightgbmFile read(ModelArtifact artifact) {
    try {
      return LightgbmFile.of(artifact);
    } catch (InferenceException e) {
      throw Faults.in(artifact.location(), e);
    }
  }

  @Override
  public Optional<String> nativeModule() {
    return Optional.of("backend-lightgbm");
  }
}
