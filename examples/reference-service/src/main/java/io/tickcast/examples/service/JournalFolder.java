package io.tickcast.examples.service;

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

  Path path() {
    return folder;
  }
}
