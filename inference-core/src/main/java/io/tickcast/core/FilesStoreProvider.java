package io.tickcast.core;

import io.tickcast.api.CheckpointStore;
import io.tickcast.api.CheckpointStoreProvider;
import io.tickcast.api.ComponentConfig;
import java.util.Set;

/**
 * Makes {@link FolderCheckpointStore}s: store {@code files}, options {@code folder}, {@code
 * max_bytes} (1 GiB) and {@code manifest} ({@code optional}, or {@code required}: only files whose
 * manifest declares their sha256 are seen). <i>Thread-safe.</i>
 */
public final class FilesStoreProvider implements CheckpointStoreProvider {
  private static final Set<String> OPTIONS = Set.of("folder", "max_bytes", "manifest");

  /** Creates the provider. */
  public FilesStoreProvider() {}

  @Override
  public String name() {
    return "files";
  }

  @Override
  public CheckpointStore create(ComponentConfig config) {
    config.refuseUnknown(OPTIONS);
    return new FolderCheckpointStore(
        Options.path(config, "folder"),
        (int) Options.whole(config, "max_bytes", ModelFiles.BYTES_MAX, 1, ModelFiles.BYTES_MAX),
        Options.word(config, "manifest", "optional", "required"));
  }
}
