package io.tickcast.transport.nats;

import io.nats.client.Connection;
import io.nats.client.Connection.Status;
import io.tickcast.api.OneLine;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a connection within a bounded time. */
final class LinkEnd {
  /** The client waits for its threads for up to a second. */
  private static final Duration MARGIN = Duration.ofMillis(1_500);

  private final Connection connection;
  private final Duration time;
  private final LinkLog log;

  LinkEnd(Connection connection, Duration time, LinkLog log) {
    this.connection = connection;
    this.time = time;
    this.log = log;
  }

  /**
   * Ends the connection on another thread and waits for that.
   *
   * @param flush whether what waits to be sent is sent first
   * @return whether what was to be sent has reached the server
   */
  boolean run(ExecutorService on, boolean flush) {
    Future<Boolean> ended = on.submit(() -> flush ? drain() : close());
    try {
      return ended.get(time.plus(MARGIN).toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      log.note(
          "expected the connection to end within "
              + time.toMillis()
              + " ms, found "
              + OneLine.of(e.getCause() == null ? e : e.getCause()));
      return false;
    }
  }

  private boolean drain() throws Exception {
    if (connection.getStatus() == Status.CONNECTED) {
      return connection.drain(time).get(time.toNanos(), TimeUnit.NANOSECONDS);
    }
    connection.close();
    return false;
  }

  private boolean close() throws InterruptedException {
    connection.close();
    return true;
  }
}
