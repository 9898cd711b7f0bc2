package io.tickcast.core;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.OneLine;
import io.tickcast.core.CacheIndex.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Models with what belongs to them in a folder: bytes under their sha256, and an index of what is
 * known of them. <i>Thread-safe.</i>
 */
final class CheckpointCache {
  private static final Logger LOG = LoggerFactory.getLogger(CachedCheckpointStore.class);

  private final CacheFolder folder;
  private final long maxBytes;
  private @Nullable CacheIndex index;

  CheckpointCache(Path folder, long maxBytes) {
    this.folder = new CacheFolder(folder);
    this.maxBytes = maxBytes;
  }

  /** Notes what a store has found. */
  synchronized void found(CheckpointQuery query, List<CheckpointRef> refs) {
    CacheIndex before = index();
    List<CheckpointRef> known = new ArrayList<>(before.refs());
    known.removeIf(query::isAnsweredBy);
    known.addAll(refs);
    known.sort(Comparator.comparing(CheckpointRef::location));
    if (!known.equals(before.refs())) {
      keep(new CacheIndex(known, before.entries(), before.uses()));
    }
  }

  /** What can be loaded, of what a store has found last. */
  synchronized List<CheckpointRef> find(CheckpointQuery query) {
    return index().refs().stream()
        .filter(ref -> query.isAnsweredBy(ref) && index().entry(ref).isPresent())
        .toList();
  }

  /** Keeps what a store has loaded. */
  synchronized void loaded(CheckpointRef ref, ModelArtifact artifact) {
    CacheIndex before = index();
    Map<String, ByteBuffer> parts = parts(artifact);
    long bytes = parts.values().stream().mapToLong(ByteBuffer::remaining).sum();
    if (bytes > maxBytes) {
      LOG.warn(
          "{} is not cached: expected at most {} bytes, found {}",
          artifact.location(),
          maxBytes,
          bytes);
      return;
    }
    try {
      Map<String, String> digests = new TreeMap<>();
      for (Map.Entry<String, ByteBuffer> part : parts.entrySet()) {
        digests.put(part.getKey(), folder.put(part.getValue()));
      }
      Entry entry =
          new Entry(
              ref.location(), ref.sha256(), artifact.location(), digests, bytes, before.uses() + 1);
      index = before.with(entry);
      shrink();
      keep(index());
    } catch (IOException e) {
      LOG.warn("{} is not cached: {}", artifact.location(), OneLine.of(e));
    }
  }

  private static Map<String, ByteBuffer> parts(ModelArtifact artifact) {
    Map<String, ByteBuffer> parts = new HashMap<>(artifact.attachments());
    artifact
        .manifest()
        .map(ModelManifest::json)
        .ifPresent(json -> parts.put(ModelArtifact.MANIFEST, StandardCharsets.UTF_8.encode(json)));
    parts.put(Entry.MODEL, artifact.content());
    return parts;
  }

  /** Lets the least recently used go. */
  private void shrink() throws IOException {
    CacheIndex now = index();
    while (now.bytes() > maxBytes) {
      Entry oldest = now.leastRecentlyUsed();
      LOG.info("{} goes out of the cache, for which there is no room", oldest.place());
      now = now.without(oldest);
    }
    index = now;
    folder.retain(now.digests());
  }

  /**
   * What was kept of a checkpoint; empty when there is nothing.
   *
   * @throws InferenceException (VERIFICATION_FAILED, RESOURCE_UNAVAILABLE) when it is not what was
   *     kept; it is forgotten then
   */
  synchronized Optional<ModelArtifact> load(CheckpointRef ref) {
    Optional<Entry> found = index().entry(ref);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Entry entry = found.get();
    try {
      Map<String, ByteBuffer> parts = new HashMap<>();
      for (Map.Entry<String, String> part : entry.parts().entrySet()) {
        parts.put(part.getKey(), ByteBuffer.wrap(folder.get(part.getValue())));
      }
      keep(index().used(entry));
      return Optional.of(artifact(entry, parts));
    } catch (IOException e) {
      keep(index().without(entry));
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          entry.place() + ": expected a copy that can be read, found " + OneLine.of(e),
          e);
    } catch (InferenceException e) {
      keep(index().without(entry));
      throw e;
    }
  }

  private static ModelArtifact artifact(Entry entry, Map<String, ByteBuffer> parts) {
    ByteBuffer model = parts.remove(Entry.MODEL);
    return new ModelArtifact(
        entry.place() + " (from the cache)",
        model,
        entry.parts().getOrDefault(Entry.MODEL, ""),
        Optional.empty(),
        parts,
        Map.of());
  }

  private CacheIndex index() {
    CacheIndex known = index;
    if (known == null) {
      known = folder.readIndex();
      index = known;
    }
    return known;
  }

  /** An index that can not be written is right in this process, and unknown to the next. */
  private void keep(CacheIndex next) {
    index = next;
    try {
      folder.writeIndex(next);
    } catch (IOException e) {
      LOG.warn("the cache of checkpoints is not kept: {}", OneLine.of(e));
    }
  }
}
