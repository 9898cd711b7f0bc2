package io.tickcast.architecture.wrong;

import static java.lang.Thread.sleep;

final class Sleeper {
  void rest() throws InterruptedException {
    sleep(1);
  }
}
