package io.tickcast.core;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.OneLine;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps checkpoints as files in a folder: {@code {type}_{symbol}_{timeframe}_v{version}.{ext}} or
 * any name with a {@code .manifest.json} beside it, and {@code <model>/<version>/<file>}. Hidden,
 * empty and temporary files ({@code .tmp}, {@code .part}) are not seen, nor is anything outside of
 * the folder. <i>Thread-safe.</i>
 *
 * <p>A file counts as stored when its time of change says. Its digest and its deployment status are
 * those that its manifest declares: who writes the manifest last, with the sha256 of the whole
 * file, has nothing loaded that is half-written. Nothing is watched: each call looks anew.
 */
public final class FolderCheckpointStore implements CheckpointStore {
  private final Path folder;
  private final int maxBytes;
  private final boolean declaredOnly;
  private final FolderRefs refs;
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
    this(folder, maxBytes, false);
  }

  /**
   * Creates a store; looks at nothing yet.
   *
   * @param folder where the checkpoints are
   * @param maxBytes the most bytes of one checkpoint, from 1 to 1 GiB
   * @param declaredOnly whether a file without a manifest that declares its sha256 is not seen
   */
  public FolderCheckpointStore(Path folder, int maxBytes, boolean declaredOnly) {
    if (maxBytes < 1 || maxBytes > ModelFiles.BYTES_MAX) {
      throw new IllegalArgumentException(
          "expected max_bytes from 1 to " + ModelFiles.BYTES_MAX + ", found " + maxBytes);
    }
    this.folder = folder;
    this.maxBytes = maxBytes;
    this.declaredOnly = declaredOnly;
    this.refs = new FolderRefs(folder, new SystemClock());
  }

  @Override
  public List<CheckpointRef> find(CheckpointQuery query) {
    checkOpen();
    List<CheckpointRef> found = new ArrayList<>();
    List<Path> files = CheckpointFolder.files(folder);
    for (Path file : files) {
      refs.find(file)
          .filter(ref -> isSeen(ref.sha256()) && query.isAnsweredBy(ref))
          .ifPresent(found::add);
    }
    refs.retain(files);
    found.sort(Comparator.comparing(CheckpointRef::location));
    return List.copyOf(found);
  }

  private boolean isSeen(String declaredDigest) {
    return !declaredOnly || !declaredDigest.isEmpty();
  }

  @Override
  public ModelArtifact load(CheckpointRef ref) {
    checkOpen();
    Path file = file(ref.location());
    ModelArtifact artifact = ModelFiles.read(file, Optional.empty(), maxBytes);
    Optional<ModelManifest> manifest = refs.byFolders(file, artifact.manifest());
    if (!isSeen(manifest.map(ModelManifest::sha256).orElse(""))) {
      throw none(ref.location(), null);
    }
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
