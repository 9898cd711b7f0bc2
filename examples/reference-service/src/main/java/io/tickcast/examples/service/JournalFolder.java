package io.tickcast.examples.service;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** Which journal a command is about. */
final class JournalFolder {
  static final String DEFAULT = ".tickcast/journal";

  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..1",
      defaultValue = DEFAULT,
      description = "The folder of the journal (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of(DEFAULT);

  /**
   * Where it is.
   *
   * @throws InferenceException (NOT_FOUND) when there is no folder
   */
  Path path() {
    return existing(folder);
  }

  /** A folder that should hold a journal: a slip of the pen must not look like an empty one. */
  static Path existing(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InferenceException(
          ErrorCode.NOT_FOUND,
          "expected the folder of a journal, found " + Paths.described(folder));
    }
    return folder;
  }
}
