package io.tickcast.core;

/**
 * The ordered log of decisions: what is in it may be published, what is not may not.
 * <i>Thread-safe.</i>
 *
 * <p>Positions count records, two for each decision: that of the signal, then that of the
 * prediction.
 */
interface Journal {
  /**
   * Records a decision with its signal.
   *
   * @return false when there is no room, in which case nothing may be published
   */
  boolean append(Decision decision, ServingModel model);

  /** Registers a reader that has to see every record from now on. */
  Cursor openCursor();

  /** The place of one reader. <i>Confined</i> to it, but for {@link #lag}. */
  interface Cursor {
    /**
     * Reads records from the cursor on, without moving it.
     *
     * @param batch gets the records of its kinds
     * @param limit the most records to look at
     * @return the number of records looked at
     */
    int read(ArchiveBatch batch, int limit);

    /** Waits for a record to read. */
    void await(long waitMillis);

    /** Moves on to a position: all before it is finished. */
    void advanceTo(long position);

    /** The next position to be read. */
    long position();

    /** The number of records that wait; <i>thread-safe</i>. */
    long lag();
  }
}
