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
    if (!Files.isReadable(path)) {
      return "an unreadable file at '" + path + "'";
    }
    return (Files.isRegularFile(path) ? "a file at '" : "a special file at '") + path + "'";
  }
}
