package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.checkpoint.Faults;
import java.nio.ByteBuffer;
import java.util.Optional;

/** CatBoost's binary format and its JSON. */
final class CatboostFormat implements TreeFormat {
  private static final String BINARY = "catboost-cbm";
  private static final String JSON = "catboost-json";

  @Override
  public Optional<String> probe(ModelArtifact artifact) {
    ByteBuffer content = artifact.content();
    if (CatboostBinary.starts(content)) {
      return Optional.of(BINARY);
    }
    return CatboostJson.starts(content) ? Optional.of(JSON) : Optional.empty();
  }

  @Override
  public CatboostFile read(ModelArtifact artifact) {
    ByteBuffer content = artifact.content();
    try {
      boolean binary = CatboostBinary.starts(content);
      CatboostDocument document =
          binary ? CatboostBinary.read(content) : CatboostJson.read(content);
      return new CatboostFile(
          artifact, binary ? BINARY : JSON, document, content.limit(), CatboostUse.FILE);
    } catch (InferenceException e) {
      throw Faults.in(artifact.location(), e);
    }
  }
}
