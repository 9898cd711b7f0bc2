package io.tickcast.examples.service.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * Rows of the tables that {@code ./tickcast test --faults} prints, appended to files of the folder
 * that TICKCAST_FAULTS names; nothing is kept without it.
 */
final class Report {
  private static final String FOLDER = System.getenv().getOrDefault("TICKCAST_FAULTS", "");

  private Report() {}

  static void counts(String injected, int times, Tally tally) {
    append(
        "counts",
        String.format(
            Locale.ROOT,
            "| %s | %d | %,d | %,d | %,d | %,d | %,d | %,d | %d | %d |",
            injected,
            times,
            tally.bars(),
            tally.onNats(),
            tally.inKafka(),
            tally.inClickHouse(),
            tally.againOnNats(),
            tally.againInKafka(),
            tally.missing(),
            tally.changed()));
  }

  /** What the service said of a fault, without what differs from run to run. */
  static void words(String injected, String line) {
    String said =
        line.replaceFirst("^\\S+Z\\s+", "")
            .replaceAll("127\\.0\\.0\\.1:[0-9]+", "HOST:PORT")
            .replaceAll("/[^ ':]*/(?=trial|data|journal)", "FOLDER/")
            .replaceAll("\\btrial_[a-z0-9_]+", "archive")
            .replace("|", "\\|")
            .strip();
    append("words", "| " + injected + " | `" + said + "` |");
  }

  /** The same for the first time alone. */
  static void wordsOnce(int time, String injected, String line) {
    if (time == 1) {
      words(injected, line);
    }
  }

  private static void append(String table, String row) {
    if (FOLDER.isEmpty()) {
      return;
    }
    try {
      Files.writeString(
          Files.createDirectories(Path.of(FOLDER)).resolve(table),
          row + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new AssertionError("expected to write a report into " + FOLDER, e);
    }
  }
}
