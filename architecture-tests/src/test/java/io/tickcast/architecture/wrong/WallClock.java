package io.tickcast.architecture.wrong;

import java.time.Instant;

final class WallClock {
  Instant time() {
    return Instant.now();
  }
}
