package io.tickcast.architecture.wrong;

import io.tickcast.core.ManualClock;

final class SeesARoom {
  ManualClock clock = new ManualClock(0);
}
