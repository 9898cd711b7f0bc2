package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.journal.JournalConfig;
import io.tickcast.journal.LogReader;
import io.tickcast.journal.Priority;
import io.tickcast.journal.ReadLimit;
import io.tickcast.journal.SegmentLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened to the models of an engine, in a log of its own inside the journal's folder, so
 * that it outlives the journal's segments. Each use opens the log and closes it again, so that a
 * command can read it while the engine runs. <i>Thread-safe.</i>
 */
public final class SwapHistory {
  private static final String FOLDER = "swaps";
  private static final int EVENT = 1;
  private static final long MEBIBYTE = 1L << 20;
  private static final int MAX_RECORD_BYTES = 64 * 1024;

  /** When the quota is full, the older half goes. */
  private static final long QUOTA_BYTES = 32 * MEBIBYTE;

  private final JournalConfig config;
  private final PayloadWriter payload = new PayloadWriter();

  private SwapHistory(JournalConfig config) {
    this.config = config;
  }

  /**
   * The history of a journal; nothing is opened yet.
   *
   * @param journal the folder of the journal
   */
  public static SwapHistory of(Path journal) {
    return of(JournalConfig.of(journal));
  }

  static SwapHistory of(JournalConfig journal) {
    return new SwapHistory(
        new JournalConfig(
            journal.folder().resolve(FOLDER),
            MEBIBYTE,
            QUOTA_BYTES,
            2L * MAX_RECORD_BYTES,
            MAX_RECORD_BYTES,
            journal.minFreeBytes()));
  }

  /**
   * Reads all events, the oldest first; none when there is no history yet.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when somebody else is writing it;
   *     (MALFORMED_DATA) when it is damaged
   */
  public synchronized List<ModelEvent> list() {
    if (!Files.isDirectory(config.folder())) {
      return List.of();
    }
    List<ModelEvent> events = new ArrayList<>();
    try (SegmentLog log = SegmentLog.open(config);
        LogReader reader = log.read(log.firstSequence(), ReadLimit.WRITTEN)) {
      while (reader.next()) {
        events.add(SwapCodec.read(new PayloadReader(reader.payload())).event());
      }
    }
    return events;
  }

  /**
   * Keeps events, on the device when it returns.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when it can not
   */
  synchronized void keep(List<ModelEvent> events) {
    try (SegmentLog log = SegmentLog.open(config)) {
      for (ModelEvent event : events) {
        SwapCodec.write(payload, event, false);
        if (append(log) == SegmentLog.NO_ROOM) {
          log.releaseBefore(
              log.firstSequence() + (log.writtenSequence() - log.firstSequence()) / 2);
          requireRoom(append(log));
        }
      }
      log.force();
    }
  }

  private long append(SegmentLog log) {
    return log.append(EVENT, payload.buffer(), 0, payload.length(), Priority.NORMAL);
  }

  private void requireRoom(long sequence) {
    if (sequence == SegmentLog.NO_ROOM) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          "expected room for the history of models in '"
              + config.folder()
              + "', found none: free the disk");
    }
  }
}
