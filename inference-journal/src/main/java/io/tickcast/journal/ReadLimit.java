package io.tickcast.journal;

/** How far a reader goes. */
public enum ReadLimit {
  /**
   * To the last record that is forced to the disk. What was read can not be lost, and its sequence
   * is never given to another record: the limit for whatever leaves the machine.
   */
  DURABLE,
  /**
   * To the last record that is written. After a power failure its sequence may come again, with
   * another content.
   */
  WRITTEN
}
