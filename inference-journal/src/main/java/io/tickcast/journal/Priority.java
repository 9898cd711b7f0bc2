package io.tickcast.journal;

/** Whether a record may be written on reserved space. */
public enum Priority {
  /** Refused as soon as only the reserve is left: entries, predictions, bars. */
  NORMAL,
  /** Taken to the last byte of the reserve: exits, fills, commands. */
  RESERVED
}
