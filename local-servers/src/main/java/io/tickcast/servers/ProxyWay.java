package io.tickcast.servers;

/** One direction of a proxy: the faults in force on all its connections, and what has passed. */
final class ProxyWay {
  static final long NO_CUT = -1;

  boolean stalled;
  long delayNanos;
  long bytesUntilCut = NO_CUT;
  long bytesPassed;

  void clear() {
    stalled = false;
    delayNanos = 0;
    bytesUntilCut = NO_CUT;
  }

  void passed(int bytes) {
    bytesPassed += bytes;
    if (bytesUntilCut != NO_CUT) {
      bytesUntilCut -= bytes;
    }
  }
}
