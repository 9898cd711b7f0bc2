package io.tickcast.api;

import java.util.List;

/** Keeps checkpoints. <i>Thread-safe.</i> */
public interface CheckpointStore extends AutoCloseable {
  /**
   * The checkpoints that answer a query, ordered by location; empty when there is none.
   *
   * @param query what is asked for
   * @throws InferenceException (RESOURCE_UNAVAILABLE, EXTERNAL_UNAVAILABLE) when the store can not
   *     be read
   */
  List<CheckpointRef> find(CheckpointQuery query);

  /**
   * Reads a checkpoint whole, with its manifest.
   *
   * @param ref from {@link #find}
   * @throws InferenceException (NOT_FOUND) when it is gone; (VERIFICATION_FAILED) when its bytes do
   *     not have the declared sha256; (LIMIT_EXCEEDED) when it is larger than the store takes
   */
  ModelArtifact load(CheckpointRef ref);

  /** Gives back what the store holds. Calling it again has no effect. */
  @Override
  void close();
}
