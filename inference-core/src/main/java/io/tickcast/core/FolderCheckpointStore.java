package io.tickcast.core;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.Timeframe;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps checkpoints as files in a folder: {@code {type}_{symbol}_{timeframe}_v{version}.{ext}} or
 * any name with a {@code .manifest.json} beside it, and {@code <model>/<version>/<file>}. Hidden,
 * empty and temporary files ({@code .tmp}, {@code .part}) are not seen, nor is anything outside of
 * the folder. <i>Thread-safe.</i>
 */
public final class FolderCheckpointStore implements CheckpointStore {
  private static final Logger LOG = LoggerFactory.getLogger(FolderCheckpointStore.class);

  private static final int WARNED_MAX = 1_000;

  private final Path folder;
  private final int maxBytes;

  /** What was logged already: stores are asked again and again. */
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  /**
   * Creates a store; looks at nothing yet.
   *
   * @param folder where the checkpoints are
   */
  public FolderCheckpointStore(Path folder) {
    this(folder, ModelFiles.BYTES_MAX);
  }

  /**
   * Creates a store; looks at nothing yet.
   *
   * @param folder where the checkpoints are
   * @param maxBytes the most bytes of one checkpoint, from 1 to 1 GiB
   */
  public FolderCheckpointStore(Path folder, int maxBytes) {
    if (maxBytes < 1 || maxBytes > ModelFiles.BYTES_MAX) {
      throw new IllegalArgumentException(
          "expected max_bytes from 1 to " + ModelFiles.BYTES_MAX + ", found " + maxBytes);
    }
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  @Override
  public List<CheckpointRef> find(CheckpointQuery query) {
    checkOpen();
    List<CheckpointRef> found = new ArrayList<>();
    for (Path file : CheckpointFolder.files(folder)) {
      CheckpointRef ref = ref(file);
      if (matches(query, ref)) {
        found.add(ref);
      }
    }
    found.sort(Comparator.comparing(CheckpointRef::location));
    return List.copyOf(found);
  }

  @Override
  public ModelArtifact load(CheckpointRef ref) {
    checkOpen();
    Path file = file(ref.location());
    ModelArtifact artifact = ModelFiles.read(file, Optional.empty(), maxBytes);
    Optional<ModelManifest> manifest = byFolders(file, artifact.manifest());
    manifest.ifPresent(declared -> ModelFiles.verify(artifact, declared));
    return manifest.map(artifact::withManifest).orElse(artifact);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE,
          "expected an open checkpoint store, found it closed: " + where());
    }
  }

  private CheckpointRef ref(Path file) {
    ModelManifest manifest = byFolders(file, declared(file)).orElse(null);
    String location = location(file);
    if (manifest == null) {
      return new CheckpointRef(location, file.getFileName().toString(), "", "", "", "");
    }
    return new CheckpointRef(
        location,
        manifest.name(),
        manifest.type(),
        manifest.version(),
        manifest.symbol(),
        manifest.timeframe().map(Timeframe::code).orElse(""));
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
  private Optional<ModelManifest> byFolders(Path file, Optional<ModelManifest> declared) {
    Path below = folder.relativize(file);
    if (below.getNameCount() != CheckpointFolder.DEPTH_MAX) {
      return declared;
    }
    String name = below.getName(0).toString();
    String version = below.getName(1).toString().replaceFirst("^[vV](?=[0-9])", "");
    return Optional.of(Manifests.named(declared, name, version));
  }

  private static boolean matches(CheckpointQuery query, CheckpointRef ref) {
    return fits(query.type(), ref.type())
        && (query.version().isEmpty() || query.version().equals(ref.version()))
        && fits(query.symbol(), ref.symbol())
        && fits(query.timeframe(), ref.timeframe());
  }

  private static boolean fits(String asked, String found) {
    return asked.isEmpty() || asked.equalsIgnoreCase(found);
  }

  private String location(Path file) {
    StringBuilder location = new StringBuilder();
    for (Path part : folder.relativize(file)) {
      location.append(location.isEmpty() ? "" : "/").append(part);
    }
    return location.toString();
  }

  private Path file(String location) {
    try {
      return CheckpointFolder.file(folder, location).orElseThrow(() -> none(location, null));
    } catch (NoSuchFileException e) {
      throw none(location, e);
    } catch (IOException e) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          "expected a checkpoint that can be read, found " + OneLine.of(e) + " in " + where(),
          e);
    }
  }

  private InferenceException none(String location, @Nullable Exception cause) {
    return new InferenceException(
        ErrorCode.NOT_FOUND,
        "expected a checkpoint "
            + OneLine.quote(location)
            + ", found none of that name in "
            + where(),
        cause);
  }

  private String where() {
    return OneLine.text(folder.toString());
  }
}
