package io.tickcast.core;

import io.tickcast.api.CheckpointStore;
import io.tickcast.api.CheckpointStoreProvider;
import io.tickcast.api.ComponentConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Makes {@link ClassPathCheckpointStore}s: store {@code classpath}, options {@code prefix} (none),
 * {@code names} (separated by commas) or {@code index} ({@code index.txt}), and {@code max_bytes}
 * (1 GiB). Resources are found by the context class loader of the thread. <i>Thread-safe.</i>
 */
public final class ClassPathStoreProvider implements CheckpointStoreProvider {
  private static final Set<String> OPTIONS = Set.of("prefix", "names", "index", "max_bytes");

  /** Creates the provider. */
  public ClassPathStoreProvider() {}

  @Override
  public String name() {
    return "classpath";
  }

  @Override
  public CheckpointStore create(ComponentConfig config) {
    config.refuseUnknown(OPTIONS);
    String names = config.optional("names", "");
    String index = config.optional("index", names.isBlank() ? "index.txt" : "");
    if (names.isBlank() == index.isBlank()) {
      throw Checks.invalid(config.name() + ": names", "names or an index", "both");
    }
    return ClassPathCheckpointStore.create(
        new Resources(loader(), config.optional("prefix", "")),
        split(names),
        index.strip(),
        (int) Options.whole(config, "max_bytes", ModelFiles.BYTES_MAX, 1, ModelFiles.BYTES_MAX));
  }

  private static List<String> split(String names) {
    return Arrays.stream(names.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static ClassLoader loader() {
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    return ofThread == null ? ClassPathStoreProvider.class.getClassLoader() : ofThread;
  }
}
