package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalSink;
import io.tickcast.journal.JournalConfig;
import io.tickcast.journal.LogReader;
import io.tickcast.journal.Priority;
import io.tickcast.journal.ReadLimit;
import io.tickcast.journal.SegmentLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The records that sinks refused for good, in a log of its own inside the journal's folder. Each
 * use opens the log and closes it again, so that a command can list and resend while the engine
 * runs; refusals are rare. <i>Thread-safe.</i>
 */
public final class DeadLetters {
  private static final String FOLDER = "dead-letters";
  private static final int LETTER = 1;
  private static final int RESENT = 2;
  private static final int BATCH = 500;
  private static final long MEBIBYTE = 1L << 20;
  private static final long SEGMENT_BYTES = 8 * MEBIBYTE;
  private static final long QUOTA_BYTES = 256 * MEBIBYTE;
  private static final int MAX_RECORD_BYTES = (int) (2 * MEBIBYTE);

  private final JournalConfig config;
  private final PayloadWriter payload = new PayloadWriter();
  private volatile int waiting;

  private DeadLetters(JournalConfig config) {
    this.config = config;
  }

  /**
   * The dead letters of a journal; nothing is opened yet.
   *
   * @param journal the folder of the journal
   */
  public static DeadLetters of(Path journal) {
    return of(JournalConfig.of(journal));
  }

  static DeadLetters of(JournalConfig journal) {
    return new DeadLetters(
        new JournalConfig(
            journal.folder().resolve(FOLDER),
            SEGMENT_BYTES,
            QUOTA_BYTES,
            2 * MAX_RECORD_BYTES,
            MAX_RECORD_BYTES,
            journal.minFreeBytes()));
  }

  /**
   * Reads the letters that were not resent, the oldest first.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when somebody else is writing them;
   *     (MALFORMED_DATA) when they are damaged
   */
  public synchronized List<DeadLetter> list() {
    if (!Files.isDirectory(config.folder())) {
      return List.of();
    }
    try (SegmentLog log = SegmentLog.open(config)) {
      List<DeadLetter> letters = List.copyOf(read(log).values());
      waiting = letters.size();
      return letters;
    }
  }

  /** How many waited to be resent when somebody looked last. */
  public int waiting() {
    return waiting;
  }

  /**
   * Keeps letters, on the device when it returns. One that waits already is not kept twice: the
   * relay comes by again when the engine ended before its cursor had moved on.
   *
   * @throws InferenceException when it can not; none of them may be given up then
   */
  synchronized void keep(List<DeadLetter> letters) {
    try (SegmentLog log = SegmentLog.open(config)) {
      SortedMap<Long, DeadLetter> kept = read(log);
      int added = 0;
      for (DeadLetter letter : letters) {
        if (kept.values().stream().noneMatch(letter::isOf)) {
          letter.write(payload);
          append(log, LETTER);
          added++;
        }
      }
      log.force();
      waiting = kept.size() + added;
    }
  }

  private void append(SegmentLog log, int type) {
    long sequence = log.append(type, payload.buffer(), 0, payload.length(), Priority.NORMAL);
    if (sequence == SegmentLog.NO_ROOM) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          "expected room for a dead letter in '"
              + config.folder()
              + "', found none: resend what waits, or free the disk");
    }
  }

  private static SortedMap<Long, DeadLetter> read(SegmentLog log) {
    SortedMap<Long, DeadLetter> letters = new TreeMap<>();
    try (LogReader reader = log.read(log.firstSequence(), ReadLimit.WRITTEN)) {
      while (reader.next()) {
        PayloadReader from = new PayloadReader(reader.payload());
        switch (reader.type()) {
          case LETTER -> letters.put(reader.sequence(), DeadLetter.read(reader.sequence(), from));
          case RESENT -> letters.remove(from.longNumber());
          default -> throw PayloadReader.malformed("a letter or its end", "type " + reader.type());
        }
      }
    }
    return letters;
  }

  /**
   * What became of letters.
   *
   * @param resent how many their sinks have taken now
   * @param refused those that were refused again, by number with the reason
   * @param left how many were not tried or not taken, and wait
   */
  public record Resent(int resent, Map<Long, String> refused, int left) {
    /** Copies the map. */
    public Resent {
      refused = Map.copyOf(refused);
    }
  }

  /**
   * Hands letters to sinks again, in order, and marks those that are taken.
   *
   * @param sinks open, by their names
   * @param which those to resend; others stay, as do those of other sinks
   * @param timeout for each batch
   * @throws InferenceException when a sink fails; what was taken before is marked
   */
  public synchronized Resent resend(
      Map<String, SignalSink> sinks, Predicate<DeadLetter> which, Duration timeout) {
    try (SegmentLog log = SegmentLog.open(config)) {
      SortedMap<Long, DeadLetter> letters = read(log);
      Map<Long, String> refused = new LinkedHashMap<>();
      int resent = 0;
      try {
        for (Map.Entry<String, SignalSink> sink : sinks.entrySet()) {
          List<DeadLetter> ofSink = new ArrayList<>();
          letters.values().stream()
              .filter(letter -> letter.sink().equals(sink.getKey()))
              .filter(which)
              .forEach(ofSink::add);
          resent += resend(log, sink.getValue(), ofSink, timeout, letters, refused);
        }
      } finally {
        log.force();
        release(log, letters.values());
        waiting = letters.size();
      }
      return new Resent(resent, refused, letters.size() - refused.size());
    }
  }

  private int resend(
      SegmentLog log,
      SignalSink sink,
      List<DeadLetter> ofSink,
      Duration timeout,
      SortedMap<Long, DeadLetter> letters,
      Map<Long, String> refused) {
    int resent = 0;
    int done = 0;
    while (done < ofSink.size()) {
      List<DeadLetter> part = ofSink.subList(done, Math.min(ofSink.size(), done + BATCH));
      Map<Integer, String> again = new LinkedHashMap<>();
      int finished = sink.write(new LetterBatch(part), timeout, again::put);
      if (finished == 0) {
        return resent;
      }
      for (int i = 0; i < finished; i++) {
        long number = part.get(i).number();
        if (again.containsKey(i)) {
          refused.put(number, again.get(i));
        } else {
          payload.reset().number(number);
          append(log, RESENT);
          letters.remove(number);
          resent++;
        }
      }
      done += finished;
    }
    return resent;
  }

  /** What lies before the oldest letter that waits is not needed any more. */
  private static void release(SegmentLog log, Collection<DeadLetter> left) {
    long oldest = log.writtenSequence() + 1;
    for (DeadLetter letter : left) {
      oldest = Math.min(oldest, letter.number());
    }
    log.releaseBefore(oldest);
  }
}
