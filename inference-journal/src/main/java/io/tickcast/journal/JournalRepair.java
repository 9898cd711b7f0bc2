package io.tickcast.journal;

import io.tickcast.api.InferenceException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * What was done to a damaged log so that it can be opened again. It keeps the records before the
 * first damage; what comes after it is put aside in files of the same folder, whole records
 * included, because a log has no gaps. Cursors beyond the end go back to it. The log gets another
 * id, since it gives sequences away a second time. <i>Immutable.</i>
 *
 * @param damages what was found; empty when there was nothing to repair, and nothing was done
 * @param keptFrom the first record that was kept, 0 when none was
 * @param keptThrough the last record that was kept, 0 when none was
 * @param removedRecords how many other records are known to have existed
 * @param asideFiles the names of the files that hold what was removed
 */
public record JournalRepair(
    List<Damage> damages,
    long keptFrom,
    long keptThrough,
    long removedRecords,
    List<String> asideFiles) {
  /** Copies the lists. */
  public JournalRepair {
    damages = List.copyOf(damages);
    asideFiles = List.copyOf(asideFiles);
  }

  /**
   * Repairs the log in a folder on disk; it must not be in use.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when the log is in use, or can not be read
   *     and written: it can be tried again; (MALFORMED_DATA) when it is of another version
   */
  public static JournalRepair run(Path folder) {
    return run(DiskFiles.in(folder));
  }

  /**
   * Repairs the log in a folder that is reached in another way.
   *
   * @throws InferenceException as {@link #run(Path)}
   */
  public static JournalRepair run(LogFiles files) {
    try {
      Closeable lock = Opening.lock(files, files);
      try {
        return runLocked(files);
      } finally {
        lock.close();
      }
    } catch (IOException e) {
      throw Opening.unavailable("expected the journal in " + files + " to be repaired", e);
    }
  }

  private static JournalRepair runLocked(LogFiles files) throws IOException {
    try (LogContents contents = LogContents.read(files, LogFiles.Access.WRITE)) {
      if (contents.damages.isEmpty()) {
        return new JournalRepair(
            List.of(), contents.firstRecord(), contents.lastRecord(), 0, List.of());
      }
      UUID id = files.newId();
      NewEnd end = new NewEnd(files, contents);
      end.writeIdentity(id);
      List<String> aside = new Aside(files, contents, id).cut();
      long from = contents.firstRecord();
      long through = contents.lastRecord();
      long kept = from == 0 ? 0 : through - from + 1;
      long removed = Math.max(0, contents.recordsKnown() - kept);
      end.write();
      return new JournalRepair(contents.damages, from, through, removed, aside);
    }
  }
}
