package io.tickcast.journal;

import java.io.IOException;
import java.nio.file.Path;

/** A process of its own that appends to a log, says so, and goes on until it is ended. */
final class Appending {
  private Appending() {}

  /** Appends records to the log in a folder, and prints the sequence of each. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    SegmentLog log = SegmentLog.open(new JournalConfig(folder, 1 << 16, 1 << 26, 20_000, 4_000, 0));
    while (System.in.available() == 0) {
      System.out.println(Records.append(log, 1_500, Priority.NORMAL));
    }
    log.close();
  }
}
