package io.tickcast.servers;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports on loopback. <i>Thread-safe.</i> */
final class Ports {
  // Below the range that systems take the ports of outgoing connections from (32768 on Linux, 49152
  // elsewhere). A client that tries again and again to reach a stopped server on a port of that
  // range would at some time be given that port itself, connect to itself, and keep the server out.
  private static final int LOWEST = 15_000;
  private static final int HIGHEST = 32_000;
  private static final int TRIES = 1_000;

  // What this process has handed out stays out until it is given back: a server that is down for
  // the moment still owns its port.
  private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /** Takes a port that nobody listens on. */
  static int take() {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (TAKEN.add(port)) {
        if (isFree(port)) {
          return port;
        }
        TAKEN.remove(port);
      }
    }
    throw new InferenceException(
        ErrorCode.RESOURCE_UNAVAILABLE,
        "expected a free port from " + LOWEST + " to " + HIGHEST + ", found none");
  }

  /** The port asked for, or any when that is 0. */
  static int take(int asked) {
    return asked == 0 ? take() : asked;
  }

  static void giveBack(int port) {
    TAKEN.remove(port);
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
