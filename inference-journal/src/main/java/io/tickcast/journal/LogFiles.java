package io.tickcast.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a log needs of the machine: one folder of files, and an id that nobody else has. Names are
 * plain file names. <i>Thread-safe.</i>
 *
 * <p>{@link DiskFiles} is the real one. Tests bring one that forgets what was not forced.
 */
public interface LogFiles {
  /** How a file is opened. */
  enum Access {
    /** It exists, and is not changed. */
    READ,
    /** It exists. */
    WRITE,
    /** It does not exist yet. */
    CREATE
  }

  /**
   * Makes the folder, and those above it, when they do not exist; durable on return.
   *
   * @throws IOException when it can not be made, or is no folder
   */
  void createFolder() throws IOException;

  /**
   * The names of the files in the folder, sorted.
   *
   * @throws IOException when it can not be read
   */
  List<String> list() throws IOException;

  /**
   * Opens a file.
   *
   * @throws IOException when it can not be opened that way
   */
  LogFile open(String name, Access access) throws IOException;

  /**
   * Renames a file, in place of the one that has the new name; durable with {@link #forceFolder}.
   *
   * @throws IOException when it fails
   */
  void rename(String from, String to) throws IOException;

  /**
   * Deletes a file; durable with {@link #forceFolder}.
   *
   * @throws IOException when it fails
   */
  void delete(String name) throws IOException;

  /**
   * Returns when all that was created, renamed and deleted before is on the device.
   *
   * @throws IOException when any of it may be missing
   */
  void forceFolder() throws IOException;

  /**
   * Takes the folder for this process, until the result is closed.
   *
   * @return empty when somebody else has it, in this process or another one
   * @throws IOException when it fails
   */
  Optional<Closeable> lock(String name) throws IOException;

  /**
   * The bytes that may still be written to the device.
   *
   * @throws IOException when they are not known
   */
  long usableSpace() throws IOException;

  /** An id that nothing else has. */
  UUID newId();
}
