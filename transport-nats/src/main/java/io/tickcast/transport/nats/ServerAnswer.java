package io.tickcast.transport.nats;

import io.nats.client.Connection;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds out whether the server of a connection answers. <i>Thread-safe.</i>
 *
 * <p>The ping is sent on the link's thread, one after the other with all others of this room: the
 * client ends a connection on which more pings are open than it may have ({@code pings_out}), which
 * two that ask at the same time would soon be.
 */
final class ServerAnswer {
  private final NatsLink link;

  ServerAnswer(NatsLink link) {
    this.link = link;
  }

  /**
   * Returns when the server has answered a ping.
   *
   * @throws InferenceException (EXTERNAL_UNAVAILABLE) with the reason when there is no connection,
   *     or no answer in time
   */
  void require(Duration timeout) {
    Connection connection = link.connected();
    if (connection == null) {
      throw unavailable(link.detail());
    }
    long deadline = System.nanoTime() + timeout.toNanos();
    CompletableFuture<Boolean> answered = new CompletableFuture<>();
    link.threads().later(Duration.ZERO, () -> ask(connection, deadline, answered));
    try {
      if (answered.get(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (TimeoutException e) {
      answered.cancel(false);
    } catch (ExecutionException e) {
      throw new IllegalStateException("expected an answer or none", e);
    } catch (InterruptedException e) {
      answered.cancel(false);
      Thread.currentThread().interrupt();
      throw unavailable(link.detail() + ", found an interrupt while waiting for an answer");
    }
    throw unavailable(silence(connection, timeout));
  }

  private static void ask(Connection connection, long deadline, CompletableFuture<Boolean> answered)
      throws InterruptedException {
    long left = deadline - System.nanoTime();
    if (answered.isDone() || left <= 0) {
      return;
    }
    try {
      connection.flush(Duration.ofNanos(left));
      answered.complete(true);
    } catch (TimeoutException | IllegalStateException e) {
      // No answer in time, or no connection any more.
      answered.complete(false);
    }
  }

  private String silence(Connection connection, Duration timeout) {
    if (link.connected() != connection) {
      return link.detail();
    }
    return link.detail()
        + ": expected an answer to a ping within "
        + timeout.toMillis()
        + " ms, found none: the server or the network stands still";
  }

  private static InferenceException unavailable(String message) {
    return new InferenceException(ErrorCode.EXTERNAL_UNAVAILABLE, message);
  }
}
