package io.tickcast.api;

import java.util.List;

/**
 * Keeps checkpoints. Types, symbols, timeframes and statuses answer a query in any case, versions
 * exactly. After {@link #close} every call throws ILLEGAL_STATE. <i>Thread-safe.</i>
 */
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
   * Reads a checkpoint whole, with its manifest, read or as its document ({@link
   * ModelArtifact#MANIFEST}): the engine reads, completes and verifies that.
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
