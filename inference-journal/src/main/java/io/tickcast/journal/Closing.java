package io.tickcast.journal;

import java.io.IOException;
import java.util.List;

/** Closes many things, whatever happens with one of them. */
final class Closing {
  private Closing() {}

  static void all(List<? extends AutoCloseable> open) throws IOException {
    IOException first = null;
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (Exception e) {
        IOException failure = e instanceof IOException io ? io : new IOException(e);
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
