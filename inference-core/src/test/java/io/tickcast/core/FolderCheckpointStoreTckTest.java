package io.tickcast.core;

import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStoreProvider;
import io.tickcast.tck.CheckpointStoreTck;
import io.tickcast.tck.StoredCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class FolderCheckpointStoreTckTest extends CheckpointStoreTck {
  @TempDir Path folder;

  @Override
  protected CheckpointStoreProvider provider() {
    return new FilesStoreProvider();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("folder", folder.toString());
  }

  @Override
  protected Map<String, String> optionsWithCap(int bytes) {
    return Map.of("folder", folder.toString(), "max_bytes", Integer.toString(bytes));
  }

  @Override
  protected void put(StoredCheckpoint checkpoint) throws IOException {
    Path file = folder.resolve(checkpoint.fileName());
    Files.write(file, checkpoint.content());
    Files.writeString(
        folder.resolve(checkpoint.fileName() + ".manifest.json"), checkpoint.manifestJson());
  }

  @Override
  protected void remove(CheckpointRef ref) throws IOException {
    Files.delete(folder.resolve(ref.location()));
  }
}
