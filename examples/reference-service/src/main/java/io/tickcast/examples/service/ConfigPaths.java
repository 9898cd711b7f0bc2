package io.tickcast.examples.service;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Resolves the paths of a configuration: those of a file start at the file's folder, those of flags
 * and variables at the working directory. <i>Immutable.</i>
 */
final class ConfigPaths {
  private final Path start;
  private final String file;

  private ConfigPaths(Path start, String file) {
    this.start = start;
    this.file = file;
  }

  static ConfigPaths besides(Path file) {
    Path parent = file.getParent();
    return new ConfigPaths(parent == null ? Path.of("") : parent, file.toString());
  }

  static ConfigPaths atWorkingDirectory() {
    return new ConfigPaths(Path.of(""), "");
  }

  /** The same, but that paths of the file start at another folder. */
  ConfigPaths startingAt(Path folder) {
    return new ConfigPaths(folder, file);
  }

  /** The path that a text stands for at its place; the start after a fault. */
  Path resolve(ConfigSection block, String key, String text, Place place) {
    boolean elsewhere = !place.source().equals(file) && !place.equals(Place.DEFAULT);
    try {
      return elsewhere ? Path.of(text) : start.resolve(text).normalize();
    } catch (InvalidPathException e) {
      block.fault(place, block.full(key) + ": expected a path, found '" + text + "'");
      return start;
    }
  }

  /** A file that has to be there. */
  Path existing(ConfigSection block, String key, String text, Place place) {
    Path path = resolve(block, key, text, place);
    if (!Files.isRegularFile(path)) {
      refuse(block, key, place, "a file", path);
    }
    return path;
  }

  /** A folder; it has to be there when somebody has named it. */
  Path folder(ConfigSection block, String key, String otherwise) {
    String text = block.value(key, SettingType.TEXT, otherwise);
    if (!block.isSet(key)) {
      return resolve(block, key, text, Place.DEFAULT);
    }
    Path path = resolve(block, key, text, block.placeOf(key));
    if (!Files.isDirectory(path)) {
      refuse(block, key, block.placeOf(key), "a folder", path);
    }
    return path;
  }

  /** A file below a folder, named from where the configuration stands or from the folder. */
  Path below(Path folder, ConfigSection block, String key, String text) {
    Place place = block.placeOf(key);
    Path inFolder = resolve(block, key, folder.toAbsolutePath() + "/" + text, place);
    if (isBelow(folder, inFolder) && Files.isRegularFile(inFolder)) {
      return inFolder;
    }
    Path path = existing(block, key, text, place);
    if (Files.isRegularFile(path) && !isBelow(folder, path)) {
      block.fault(
          place,
          block.full(key) + ": expected a file below '" + folder + "', found '" + text + "'");
    }
    return path;
  }

  private static boolean isBelow(Path folder, Path path) {
    return path.toAbsolutePath().normalize().startsWith(folder.toAbsolutePath().normalize());
  }

  private static void refuse(
      ConfigSection block, String key, Place place, String expected, Path found) {
    block.fault(
        place, block.full(key) + ": expected " + expected + ", found " + Paths.described(found));
  }
}
