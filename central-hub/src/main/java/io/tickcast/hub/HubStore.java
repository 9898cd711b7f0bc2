package io.tickcast.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The versions of one service's configuration on disk, a file for each; none is ever changed.
 * <i>Thread-safe.</i>
 */
final class HubStore {
  private static final String SUFFIX = ".json";

  private final Path folder;
  private final List<Kept> versions = new ArrayList<>();

  /**
   * A version.
   *
   * @param version from 1 on
   * @param atMillis when it was made, Unix milliseconds
   * @param by what made it, such as {@code patch}
   * @param config the configuration
   */
  record Kept(long version, long atMillis, String by, JsonNode config) {
    ObjectNode json() {
      ObjectNode node = Json.MAPPER.createObjectNode();
      node.put("version", version).put("at_ms", atMillis).put("by", by);
      node.set("config", config);
      return node;
    }
  }

  HubStore(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads what is there.
   *
   * @throws InferenceException (MALFORMED_DATA, RESOURCE_UNAVAILABLE) when it can not be read
   */
  synchronized void open() {
    versions.clear();
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(it -> it.toString().endsWith(SUFFIX)).sorted().toList()) {
        versions.add(read(file));
      }
    } catch (IOException e) {
      throw unavailable("read '" + folder + "'", e);
    }
  }

  private static Kept read(Path file) throws IOException {
    JsonNode node = Json.MAPPER.readTree(Files.readAllBytes(file));
    if (!node.path("version").isIntegralNumber() || !node.path("config").isObject()) {
      throw Problems.malformed("'" + file + "'", "a version of a configuration", "something else");
    }
    return new Kept(
        node.path("version").longValue(),
        node.path("at_ms").longValue(),
        node.path("by").asText(),
        node.path("config"));
  }

  /** The newest version; empty before the first one. */
  synchronized Optional<Kept> newest() {
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
  }

  /** A version by its number. */
  synchronized Optional<Kept> find(long version) {
    return versions.stream().filter(kept -> kept.version() == version).findFirst();
  }

  /** All versions, the newest first. */
  synchronized List<Kept> history() {
    List<Kept> newestFirst = new ArrayList<>();
    for (int i = versions.size() - 1; i >= 0; i--) {
      newestFirst.add(versions.get(i));
    }
    return newestFirst;
  }

  /**
   * Adds a version, on disk when it returns.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when it can not be written
   */
  synchronized Kept add(JsonNode config, String by, long atMillis) {
    long next = newest().map(Kept::version).orElse(0L) + 1;
    Kept kept = new Kept(next, atMillis, by, config);
    Path file = folder.resolve(String.format(Locale.ROOT, "%09d", next) + SUFFIX);
    try {
      WholeFile.write(file, kept.json().toPrettyString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unavailable("write '" + file + "'", e);
    }
    versions.add(kept);
    return kept;
  }

  private static InferenceException unavailable(String what, IOException e) {
    return new InferenceException(
        ErrorCode.RESOURCE_UNAVAILABLE, "expected to " + what + ", found " + Problems.of(e), e);
  }
}
