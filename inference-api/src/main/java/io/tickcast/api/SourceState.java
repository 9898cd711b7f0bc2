package io.tickcast.api;

/** Where a source stands. */
public enum SourceState {
  /** Made, not opened. */
  NEW,
  /** Trying to reach its origin, for the first time or again. */
  CONNECTING,
  /** Connected; frames may come at any time. */
  LIVE,
  /** A finite source has given its last frame. */
  ENDED,
  /** Closed for good. */
  CLOSED
}
