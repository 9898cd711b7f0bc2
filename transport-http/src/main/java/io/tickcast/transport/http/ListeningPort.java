package io.tickcast.transport.http;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Takes the port before the server is built, so that a port in use is told from every other
 * failure.
 */
final class ListeningPort {
  private static final int BACKLOG = 128;

  private ListeningPort() {}

  /**
   * Resolves the configured address.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when the host's name does not resolve
   */
  static InetSocketAddress address(HttpConfig config) {
    InetSocketAddress address = new InetSocketAddress(config.host(), config.port());
    if (address.isUnresolved()) {
      throw unavailable(foreign(config) + "a name that does not resolve", null);
    }
    return address;
  }

  /**
   * Binds the address.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) naming the host or the port that can not be
   *     had
   */
  static ServerSocketChannel open(HttpConfig config, InetSocketAddress address) {
    try {
      return bind(address);
    } catch (BindException e) {
      if (!ofThisMachine(address.getAddress())) {
        throw unavailable(foreign(config) + "an address of another machine", e);
      }
      throw unavailable(
          "http port "
              + config.port()
              + ": expected a free port on "
              + config.host()
              + ", found it in use: choose another with --http PORT",
          e);
    } catch (IOException e) {
      throw unavailable(
          "http port "
              + config.port()
              + ": expected a port that may be opened on "
              + config.host()
              + ", found: "
              + e.getMessage(),
          e);
    }
  }

  private static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      return channel.bind(address, BACKLOG);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean ofThisMachine(InetAddress address) {
    if (address.isAnyLocalAddress() || address.isLoopbackAddress()) {
      return true;
    }
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      throw unavailable(
          "http host: expected the network interfaces of this machine, found " + e, e);
    }
  }

  private static String foreign(HttpConfig config) {
    return "http host '" + config.host() + "': expected an address of this machine, found ";
  }

  private static InferenceException unavailable(String message, @Nullable Throwable cause) {
    return new InferenceException(ErrorCode.RESOURCE_UNAVAILABLE, message, cause);
  }
}
