package io.tickcast.examples.service;

import java.nio.file.Files;
import java.nio.file.Path;

/** Says what stands at a path, for messages. */
final class Paths {
  private Paths() {}

  static String described(Path path) {
    if (Files.isDirectory(path)) {
      return "a folder at '" + path + "'";
    }
    if (!Files.exists(path)) {
      return "nothing at '" + path + "'";
    }
    return Files.isReadable(path)
        ? "a special file at '" + path + "'"
        : "an unreadable file at '" + path + "'";
  }
}
