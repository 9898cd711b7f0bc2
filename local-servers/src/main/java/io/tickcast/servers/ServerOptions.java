package io.tickcast.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What can be said of every server before it starts. <i>Confined</i>; a server reads its options
 * once, when it is made.
 *
 * @param <O> the options of one server
 */
public abstract sealed class ServerOptions<O extends ServerOptions<O>>
    permits NatsOptions, KafkaOptions, ClickHouseOptions, S3Options {
  private int port;
  private Optional<Path> folder = Optional.empty();
  private Duration startTimeout = Duration.ofSeconds(60);
  private int niceness;

  ServerOptions() {}

  abstract O self();

  /**
   * The loopback port for clients; without this, or with 0, a free one.
   *
   * @param port 0 to 65535
   * @return these options
   */
  public final O port(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("expected a port from 0 to 65535, found " + port);
    }
    this.port = port;
    return self();
  }

  /**
   * The loopback port for clients when nobody listens on it, else a free one.
   *
   * @param port 1 to 65535
   * @return these options
   */
  public final O preferredPort(int port) {
    return port(Ports.isFree(port) ? port : 0);
  }

  /**
   * A folder that keeps configuration, data and log when the server is closed; without this a
   * temporary one that goes with the server.
   *
   * @param folder made when it is not there; one server at a time may use it
   * @return these options
   */
  public final O folder(Path folder) {
    this.folder = Optional.of(folder);
    return self();
  }

  /**
   * How long a start may take; without this 60 seconds.
   *
   * @param startTimeout more than zero
   * @return these options
   */
  public final O startTimeout(Duration startTimeout) {
    if (startTimeout.isNegative() || startTimeout.isZero()) {
      throw new IllegalArgumentException(
          "expected a start time-out above zero, found " + startTimeout);
    }
    this.startTimeout = startTimeout;
    return self();
  }

  /**
   * Lets other processes of this machine go first, as {@code nice -n} does; without this 0. For
   * archives beside a service: what they do late costs nothing.
   *
   * @param niceness 0 to 19
   * @return these options
   */
  public final O niceness(int niceness) {
    if (niceness < 0 || niceness > 19) {
      throw new IllegalArgumentException("expected a niceness from 0 to 19, found " + niceness);
    }
    this.niceness = niceness;
    return self();
  }

  final int niceness() {
    return niceness;
  }

  final int port() {
    return port;
  }

  final Optional<Path> folder() {
    return folder;
  }

  final Duration startTimeout() {
    return startTimeout;
  }

  /** A user and a password, which is not shown. */
  record Login(String user, String password) {
    Login {
      if (user.isEmpty() || !printable(user) || !printable(password)) {
        throw new IllegalArgumentException(
            "expected a user and a password of printable ASCII without quotes and backslashes");
      }
    }

    // All three servers take these as they are between quotes.
    static boolean printable(String text) {
      return text.chars().allMatch(c -> c > ' ' && c < 127 && "\"'\\<>&;".indexOf(c) < 0);
    }

    @Override
    public String toString() {
      return "Login[user=" + user + "]";
    }
  }
}
