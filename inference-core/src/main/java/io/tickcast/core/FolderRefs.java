package io.tickcast.core;

import io.tickcast.api.CheckpointRef;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.Timeframe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the checkpoints in a folder. Manifests are read again only when they have
 * changed, because a folder is looked at again and again. <i>Thread-safe.</i>
 */
final class FolderRefs {
  private static final Logger LOG = LoggerFactory.getLogger(FolderCheckpointStore.class);

  private static final int WARNED_MAX = 1_000;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** A younger file can change again without another time of change. */
  private static final long SETTLED_AFTER_MILLIS = 3_000;

  private final Path folder;
  private final EpochNanoClock clock;
  private final Map<Path, Seen> seen = new ConcurrentHashMap<>();

  /** What was logged already. */
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  FolderRefs(Path folder, EpochNanoClock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** What is known, while the files are as they were. */
  private record Seen(CheckpointRef ref, String stamp) {}

  /** What is known of a file; empty when it has gone meanwhile. */
  Optional<CheckpointRef> find(Path file) {
    try {
      BasicFileAttributes model = Files.readAttributes(file, BasicFileAttributes.class);
      Optional<BasicFileAttributes> manifest = attributes(ModelFiles.sidecar(file).orElse(null));
      String stamp = stamp(model) + manifest.map(FolderRefs::stamp).orElse("");
      Seen before = seen.get(file);
      if (before != null && before.stamp().equals(stamp)) {
        return Optional.of(before.ref());
      }
      CheckpointRef ref = read(file, model.lastModifiedTime().toMillis());
      remember(file, new Seen(ref, stamp), List.of(model, manifest.orElse(model)));
      return Optional.of(ref);
    } catch (IOException e) {
      seen.remove(file);
      return Optional.empty();
    }
  }

  /** Forgets the files that are no more. */
  void retain(List<Path> files) {
    seen.keySet().retainAll(Set.copyOf(files));
  }

  private static Optional<BasicFileAttributes> attributes(@Nullable Path file) throws IOException {
    return file == null
        ? Optional.empty()
        : Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
  }

  private static String stamp(BasicFileAttributes file) {
    return file.size() + " " + file.lastModifiedTime() + " " + file.fileKey() + "; ";
  }

  private void remember(Path file, Seen known, List<BasicFileAttributes> files) {
    long nowMillis = clock.epochNanos() / NANOS_PER_MILLI;
    boolean settled =
        files.stream()
            .allMatch(it -> nowMillis - it.lastModifiedTime().toMillis() > SETTLED_AFTER_MILLIS);
    if (settled) {
      seen.put(file, known);
    }
  }

  private CheckpointRef read(Path file, long createdAtMillis) {
    String location = location(file);
    Optional<ModelManifest> found = byFolders(file, declared(file));
    if (found.isEmpty()) {
      String name = file.getFileName().toString();
      return new CheckpointRef(location, name, "", "", "", "", "", "", createdAtMillis);
    }
    ModelManifest manifest = found.get();
    return new CheckpointRef(
        location,
        manifest.name(),
        manifest.type(),
        manifest.version(),
        manifest.symbol(),
        manifest.timeframe().map(Timeframe::code).orElse(""),
        manifest.sha256(),
        Manifests.status(manifest),
        createdAtMillis);
  }

  /**
   * What is declared of a file; when its manifest is broken, what its name says: load refuses it.
   */
  private Optional<ModelManifest> declared(Path file) {
    try {
      return ModelFiles.manifest(file, Optional.empty());
    } catch (InferenceException e) {
      if (warned.size() < WARNED_MAX && warned.add(e.getMessage())) {
        LOG.warn("a checkpoint can not be loaded: {}", e.getMessage());
      }
      return CheckpointFileName.parse(file.getFileName().toString()).map(Manifests::of);
    }
  }

  /** Takes what is left open from {@code <model>/<version>/<file>}. */
  Optional<ModelManifest> byFolders(Path file, Optional<ModelManifest> declared) {
    return Manifests.of(location(file), declared);
  }

  private String location(Path file) {
    StringBuilder location = new StringBuilder();
    for (Path part : folder.relativize(file)) {
      location.append(location.isEmpty() ? "" : "/").append(part);
    }
    return location.toString();
  }
}
