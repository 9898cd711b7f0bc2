package io.tickcast.transport.nats;

import io.nats.client.Connection;
import io.nats.client.api.ServerInfo;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the connections to a server, those that the client makes by itself too.
 * <i>Thread-safe</i>; allocates nothing.
 *
 * <p>They are told apart by what a server says first on each. The client's own count of reconnects
 * changes only after the connection is said to stand (2.26.2), and so takes an answer of the new
 * connection for one of the old.
 */
final class Generations {
  private @Nullable ServerInfo last;
  private long number;

  /** The number of the connection that stands now, or that stood last. */
  synchronized long of(Connection connection) {
    ServerInfo current = connection.getServerInfo();
    if (current != last) {
      if (last == null || !isOfSame(last, current)) {
        number++;
      }
      last = current;
    }
    return number;
  }

  /** A server also speaks in between, of its cluster. Old ones do not number their clients. */
  private static boolean isOfSame(ServerInfo one, ServerInfo other) {
    return one.getClientId() != 0
        && one.getClientId() == other.getClientId()
        && Objects.equals(one.getServerId(), other.getServerId());
  }
}
