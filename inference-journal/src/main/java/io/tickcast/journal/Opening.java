package io.tickcast.journal;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Opens a log: takes the folder, reads it, and brings its end into order. */
final class Opening {
  private final JournalConfig config;
  private final LogFiles files;

  Opening(JournalConfig config, LogFiles files) {
    this.config = config;
    this.files = files;
  }

  SegmentLog open() {
    try {
      files.createFolder();
      Closeable lock = lock(files, config.folder());
      boolean done = false;
      try {
        SegmentLog log = open(lock);
        done = true;
        return log;
      } finally {
        if (!done) {
          lock.close();
        }
      }
    } catch (IOException e) {
      throw unavailable("expected a journal in " + config.folder() + " that can be opened", e);
    }
  }

  /**
   * Takes the folder.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when somebody else has it
   */
  static Closeable lock(LogFiles files, Object folder) throws IOException {
    return files
        .lock(FileNames.LOCK)
        .orElseThrow(
            () ->
                new InferenceException(
                    ErrorCode.RESOURCE_UNAVAILABLE,
                    "expected the journal in "
                        + folder
                        + " to be free, found that it is in use: stop the other engine, or give"
                        + " this one a folder of its own"));
  }

  static InferenceException unavailable(String expected, IOException found) {
    return new InferenceException(
        ErrorCode.RESOURCE_UNAVAILABLE, expected + ", found " + found, found);
  }

  private SegmentLog open(Closeable lock) throws IOException {
    deleteUnfinished();
    LogContents contents = LogContents.read(files, LogFiles.Access.WRITE);
    boolean done = false;
    try {
      SegmentLog log = open(lock, contents);
      done = true;
      return log;
    } finally {
      if (!done) {
        contents.close();
      }
    }
  }

  private void deleteUnfinished() throws IOException {
    for (String name : files.list()) {
      if (name.endsWith(SlotFile.NEW)) {
        files.delete(name);
      }
    }
  }

  private SegmentLog open(Closeable lock, LogContents contents) throws IOException {
    if (!contents.damages.isEmpty()) {
      throw refused(contents.damages);
    }
    boolean created = contents.isNew();
    if (created) {
      create(contents);
    }
    LogScan scan = Objects.requireNonNull(contents.scan);
    Mark mark = Objects.requireNonNull(contents.mark);
    Identity identity = Objects.requireNonNull(contents.identity);
    long proven = contents.provenDurable();
    new Tail(config, files, contents.segments, scan).recover(proven);
    Segment oldest = contents.segments.get(0);
    long first = oldest.isEmpty() ? scan.expectedSequence() : oldest.first();
    mark.store(scan.lastSequence(), oldest.header.number(), first);
    Recovery recovery =
        new Recovery(created, first, scan.lastSequence(), proven, scan.truncation());
    SegmentMaker maker = new SegmentMaker(files, identity.origin(), config.segmentBytes());
    SegmentChain chain = new SegmentChain(contents.segments, scan.lastSegment());
    LogState state = new LogState(config, chain, recovery);
    Appender appender = new Appender(config.maxRecordBytes(), scan.lastChecksum());
    Cursors cursors = new Cursors(files, contents.cursors);
    Housekeeping housekeeping = new Housekeeping(config, files, maker, mark, cursors, lock);
    return new SegmentLog(config, identity.id(), recovery, state, appender, housekeeping);
  }

  private InferenceException refused(List<Damage> damages) {
    return new InferenceException(
        ErrorCode.MALFORMED_DATA,
        "expected a whole journal in "
            + config.folder()
            + ", found damage: "
            + damages.get(0)
            + (damages.size() > 1 ? " (and " + (damages.size() - 1) + " more)" : "")
            + "; 'tickcast journal verify' shows it, 'tickcast journal repair' cuts the journal"
            + " there and keeps what it cuts");
  }

  /** A journal among other files is a folder that was meant for something else. */
  private void refuseForeign(List<String> names) {
    List<String> foreign = names.stream().filter(FileNames::isForeign).toList();
    if (!foreign.isEmpty()) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          "expected a folder of its own for a new journal, found "
              + foreign.size()
              + " files of something else in "
              + config.folder()
              + ", such as '"
              + foreign.get(0)
              + "': give the journal another folder");
    }
  }

  /** The id, then the first segment, then the mark: see {@link LogContents#isNew}. */
  private void create(LogContents contents) throws IOException {
    refuseForeign(contents.names);
    boolean empty = contents.segments.isEmpty();
    if (empty || contents.identity == null) {
      UUID id = files.newId();
      contents.identity = new Identity(empty ? id : contents.segments.get(0).header.journal(), id);
      contents.identity.write(files);
    }
    if (empty) {
      UUID origin = contents.identity.origin();
      contents.segments.add(new SegmentMaker(files, origin, config.segmentBytes()).make(1));
      contents.scan = LogScan.of(contents.segments, 1);
    }
    Mark.create(files, 0, 1, 1);
    contents.mark = Mark.open(files, LogFiles.Access.WRITE).orElseThrow();
  }
}
