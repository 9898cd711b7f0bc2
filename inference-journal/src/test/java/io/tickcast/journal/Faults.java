package io.tickcast.journal;

import java.io.IOException;

/** What goes wrong in {@link LossyFiles}. */
final class Faults {
  /** The number of the change at which the power goes, 0 for never. */
  int offAtStep;

  int mostRead;
  int mostWritten;
  long usableBytes;
  boolean forgetsWhatItFailedToForce;
  WriteFault writes;
  Check list;
  Check open;
  Check rename;
  Check delete;
  Check forceFolder;
  Check lock;
  Check usableSpace;
  Check read;
  Check force;
  Check truncate;
  Check close;

  /** Fails, or does not. */
  interface Check {
    void check() throws IOException;
  }

  /** How much of a write is done. */
  interface WriteFault {
    int most(String file, long position, int length) throws IOException;
  }

  Faults() {
    clear();
  }

  void clear() {
    Check fine = () -> {};
    offAtStep = 0;
    mostRead = Integer.MAX_VALUE;
    mostWritten = Integer.MAX_VALUE;
    usableBytes = 1L << 40;
    writes = (file, position, length) -> length;
    list = fine;
    open = fine;
    rename = fine;
    delete = fine;
    forceFolder = fine;
    lock = fine;
    usableSpace = fine;
    read = fine;
    force = fine;
    truncate = fine;
    close = fine;
  }

  /** A check that fails from its n-th time on, the first being 1. */
  static Check failsFrom(int n, String message) {
    int[] times = {0};
    return () -> {
      if (++times[0] >= n) {
        throw new IOException(message);
      }
    };
  }
}
