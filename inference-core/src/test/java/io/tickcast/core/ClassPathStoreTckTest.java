package io.tickcast.core;

import io.tickcast.api.CheckpointRef;
import io.tickcast.api.CheckpointStoreProvider;
import io.tickcast.tck.CheckpointStoreTck;
import io.tickcast.tck.StoredCheckpoint;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class ClassPathStoreTckTest extends CheckpointStoreTck {
  @TempDir private Path root;
  private Path folder;
  private final Set<String> names = new TreeSet<>();
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private URLClassLoader loader;

  @BeforeEach
  void addToTheClassPath() throws IOException {
    folder = Files.createDirectories(root.resolve("models/live"));
    loader = new URLClassLoader(new URL[] {root.toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(loader);
    writeIndex();
  }

  @AfterEach
  void takeFromTheClassPath() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    loader.close();
  }

  @Override
  protected CheckpointStoreProvider provider() {
    return new ClassPathStoreProvider();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("prefix", "/models/live/");
  }

  @Override
  protected Map<String, String> optionsWithCap(int bytes) {
    return Map.of("prefix", "models/live", "max_bytes", Integer.toString(bytes));
  }

  @Override
  protected void put(StoredCheckpoint one) throws IOException {
    Files.write(folder.resolve(one.fileName()), one.content());
    Files.writeString(folder.resolve(one.fileName() + ".manifest.json"), one.manifestJson());
    names.add(one.fileName());
    writeIndex();
  }

  @Override
  protected void remove(CheckpointRef ref) throws IOException {
    names.remove(ref.location());
    writeIndex();
    Files.delete(folder.resolve(ref.location()));
  }

  private void writeIndex() throws IOException {
    Path part = root.resolve("index.part");
    Files.writeString(part, "# what is there\n" + String.join("\n", names) + "\n\n");
    Files.move(part, folder.resolve("index.txt"), StandardCopyOption.ATOMIC_MOVE);
  }
}
