package io.tickcast.core;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps on the local disk what was loaded from a store of another machine, so that a start works
 * while that is away. <i>Thread-safe.</i>
 *
 * <p>The store is asked first, always: a cache that answers by itself would hide a corrected
 * manifest. Only when it is away ({@link ErrorCode#EXTERNAL_UNAVAILABLE}) the disk answers, with
 * the checkpoints that were loaded before and that the last answer of the store still named. Bytes
 * are kept under their sha256 and are digested again when they are read. A disk that fails harms
 * nothing but the cache.
 */
public final class CachedCheckpointStore implements CheckpointStore {
  /** The bytes that a cache may take when nobody says otherwise. */
  public static final long DEFAULT_MAX_BYTES = 2L << 30;

  private static final Logger LOG = LoggerFactory.getLogger(CachedCheckpointStore.class);

  private final String name;
  private final CheckpointStore store;
  private final CheckpointCache cache;
  private volatile String away = "";

  /**
   * Wraps a store; looks at nothing yet.
   *
   * @param name as messages call the store
   * @param store which it closes
   * @param folder of the cache; used by one process alone
   * @param maxBytes the most bytes of all models in it, at least 1; the least recently used go
   */
  public CachedCheckpointStore(String name, CheckpointStore store, Path folder, long maxBytes) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("expected max_bytes of at least 1, found " + maxBytes);
    }
    this.name = name;
    this.store = store;
    this.cache = new CheckpointCache(folder, maxBytes);
  }

  @Override
  public List<CheckpointRef> find(CheckpointQuery query) {
    try {
      List<CheckpointRef> found = store.find(query);
      cache.found(query, found);
      answered();
      return found;
    } catch (InferenceException e) {
      requireAway(e);
      List<CheckpointRef> known = cache.find(query);
      if (known.isEmpty()) {
        throw e;
      }
      standsIn(e);
      return known;
    }
  }

  @Override
  public ModelArtifact load(CheckpointRef ref) {
    try {
      ModelArtifact artifact = store.load(ref);
      cache.loaded(ref, artifact);
      answered();
      return artifact;
    } catch (InferenceException e) {
      requireAway(e);
      ModelArtifact kept = kept(ref, e).orElseThrow(() -> e);
      standsIn(e);
      return kept;
    }
  }

  private Optional<ModelArtifact> kept(CheckpointRef ref, InferenceException away) {
    try {
      return cache.load(ref);
    } catch (InferenceException e) {
      throw new InferenceException(
          away.code(), away.getMessage() + "; and of the cache: " + e.getMessage(), away);
    }
  }

  private static void requireAway(InferenceException e) {
    if (e.code() != ErrorCode.EXTERNAL_UNAVAILABLE) {
      throw e;
    }
  }

  private void answered() {
    if (!away.isEmpty()) {
      away = "";
      LOG.info("{} answers again", name);
    }
  }

  private void standsIn(InferenceException e) {
    if (away.isEmpty()) {
      LOG.warn("{} is away, its cache stands in: {}", name, e.getMessage());
    }
    away = String.valueOf(e.getMessage());
  }

  /** Why the cache stands in for the store, one line; empty while the store answers. */
  public String standsInBecause() {
    return away;
  }

  @Override
  public void close() {
    store.close();
  }
}
