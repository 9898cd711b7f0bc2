package io.tickcast.trees;

import io.tickcast.api.ModelArtifact;
import java.util.Optional;

/** One way to read a file into trees. <i>Stateless.</i> */
interface TreeFormat {
  /**
   * What a file is, told from its first 64 KiB; never throws, whatever the content.
   *
   * @param artifact the file; its buffer's position is left alone
   * @return the kind, such as {@code xgboost-json}; empty when the file is of another format
   */
  Optional<String> probe(ModelArtifact artifact);

  /**
   * Reads a file and checks all of it.
   *
   * @param artifact the file; its manifest is not looked at
   * @throws io.tickcast.api.InferenceException (MALFORMED_MODEL, UNSUPPORTED_MODEL, LIMIT_EXCEEDED)
   *     naming the location, the field or offset, what was expected and what was found
   */
  TreeFile read(ModelArtifact artifact);

  /** The module that computes such models with the library's own code; empty when none does. */
  default Optional<String> nativeModule() {
    return Optional.empty();
  }
}
