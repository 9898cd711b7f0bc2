package io.tickcast.examples.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the folder that the service writes to can be written to, and has room. */
final class DiskCheck {
  private static final String CHECK = "disk";
  private static final long WARN_BELOW = 1L << 30;
  private static final long FAIL_BELOW = 100L << 20;

  private DiskCheck() {}

  static Diagnosis run(Path data) {
    Path existing = nearest(data.toAbsolutePath().normalize());
    boolean there = Files.exists(data);
    if (!Files.isDirectory(existing)) {
      return Diagnosis.fail(
          CHECK,
          "expected a folder for data at '" + data + "', found " + Paths.described(existing),
          "name another with --data, or move away what is there");
    }
    try {
      tryToWrite(existing, there);
      String folder = "'" + data + "' " + (there ? "is there" : "can be made") + ", writable";
      return room(folder, Files.getFileStore(existing).getUsableSpace());
    } catch (IOException e) {
      return Diagnosis.fail(
          CHECK,
          "expected to write into '" + existing + "', found " + Failures.described(e),
          "give this user the right to write there, or name another folder with --data");
    }
  }

  private static Path nearest(Path path) {
    Path at = path;
    while (!Files.exists(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }

  /** Rights alone do not tell: a file system may be full, or mounted for reading. */
  private static void tryToWrite(Path folder, boolean there) throws IOException {
    Path trial =
        there
            ? Files.createTempFile(folder, ".tickcast-doctor", ".tmp")
            : Files.createTempDirectory(folder, ".tickcast-doctor");
    Files.delete(trial);
  }

  /**
   * Judges the room.
   *
   * @param folder what was found of the folder
   * @param bytes that are free
   */
  static Diagnosis room(String folder, long bytes) {
    String found = folder + ", " + Numbers.bytes(bytes) + " free";
    if (bytes >= WARN_BELOW) {
      return Diagnosis.ok(CHECK, found);
    }
    String advice = "make room, or name a folder on another disk with --data";
    return bytes < FAIL_BELOW
        ? Diagnosis.fail(CHECK, expected(FAIL_BELOW) + found, advice)
        : Diagnosis.warn(CHECK, expected(WARN_BELOW) + found, advice);
  }

  private static String expected(long bytes) {
    return "expected at least " + Numbers.bytes(bytes) + ", found: ";
  }
}
