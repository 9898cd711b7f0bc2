package io.tickcast.architecture.wrong;

import java.util.logging.Logger;

final class OtherLogger {
  void log() {
    Logger.getGlobal().info("");
  }
}
