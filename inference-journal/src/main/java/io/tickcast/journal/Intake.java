package io.tickcast.journal;

/** What a log takes at the moment. */
public enum Intake {
  /** Everything. */
  OPEN,
  /** Records of {@link Priority#RESERVED} alone: the quota or the disk leaves only the reserve. */
  RESERVED_ONLY,
  /** Nothing: the reserve is used up, the log has failed, or it is closed. */
  STOPPED
}
