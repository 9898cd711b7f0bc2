package io.tickcast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One open file of a log. <i>Thread-safe</i> as positional reads and writes of a file channel are.
 */
public interface LogFile extends AutoCloseable {
  /**
   * Writes at a position, all of the bytes or only the first of them.
   *
   * @return how many were written, at least one
   * @throws NoSpaceException when the device is full
   * @throws IOException when it fails otherwise
   */
  int write(ByteBuffer source, long position) throws IOException;

  /**
   * Reads from a position on, as much as the buffer takes or less.
   *
   * @return how many bytes were read, or -1 at the end of the file
   * @throws IOException when it fails
   */
  int read(ByteBuffer target, long position) throws IOException;

  /**
   * Returns when all that was written before is on the device.
   *
   * @param withMetadata also what is not needed to read it back, such as times
   * @throws IOException when any of it may be missing
   */
  void force(boolean withMetadata) throws IOException;

  /**
   * The length of the file in bytes.
   *
   * @throws IOException when it fails
   */
  long size() throws IOException;

  /**
   * Cuts the file to a length, when it is longer.
   *
   * @throws IOException when it fails
   */
  void truncate(long size) throws IOException;

  /**
   * Lets go of the file; twice does no harm.
   *
   * @throws IOException when it fails
   */
  @Override
  void close() throws IOException;
}
