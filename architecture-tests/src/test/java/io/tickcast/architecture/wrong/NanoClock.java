package io.tickcast.architecture.wrong;

final class NanoClock {
  long time() {
    return System.nanoTime();
  }
}
