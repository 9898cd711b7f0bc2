package io.tickcast.servers;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * An installed component, as the stamp says that the installer left.
 *
 * @param version its version
 * @param path its program or folder, which exists
 * @param stamp everything that the stamp says
 */
record Installed(String version, Path path, Properties stamp) {
  static Installed find(String component) {
    return read(LocalServers.folder(), component);
  }

  static Installed read(Path folder, String component) {
    Path file = folder.resolve(component + ".properties");
    if (!Files.exists(file)) {
      throw LocalServers.missing("no " + component + " in '" + folder + "'");
    }
    Properties stamp = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      stamp.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read '" + file + "'", e);
    }
    Path path = folder.resolve(stamp.getProperty("path", "."));
    if (!Files.exists(path)) {
      throw LocalServers.missing("no '" + path + "', which '" + file + "' names");
    }
    return new Installed(stamp.getProperty("version", "unknown"), path, stamp);
  }

  String value(String key, String otherwise) {
    return stamp.getProperty(key, otherwise);
  }
}
