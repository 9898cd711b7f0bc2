package io.tickcast.transport.nats;

import io.nats.client.Connection;
import io.nats.client.Connection.Status;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection to NATS that is kept up for ever. <i>Thread-safe.</i>
 *
 * <p>The client reconnects by itself, and keeps its subscriptions and what waits in its queues. It
 * does not do so before the first connection stands, and it gives up for good when a server refuses
 * the login twice; then a new connection is made here, with the same pauses.
 */
final class NatsLink {
  /** What a component does with its connection. */
  interface Use {
    /** A new connection stands; called on the link's thread. */
    void connected(Connection connection) throws InterruptedException;

    /** The connection stands again, subscriptions and all; called on the link's thread. */
    void reconnected(Connection connection) throws InterruptedException;

    /** The connection is lost; called on the thread of the client's events. */
    void disconnected();

    /** The server does not permit a subject; called on the thread of the client's events. */
    void denied(boolean publish, String subject);

    /** No server could be reached, and another attempt follows; called on the link's thread. */
    default void failed() {}
  }

  private final NatsConnectionConfig config;
  private final Optional<Duration> resendWithin;
  private final Use use;
  private final LinkThreads threads;
  private final LinkLog log;
  private final Problems problems;
  private final Backoff backoff;
  private @Nullable Options options;
  private int failures;
  private volatile @Nullable Connection connection;
  private volatile boolean closed;

  /**
   * Creates a link; starts nothing.
   *
   * @param resendWithin how long after the loss of the connection what was not sent may still go
   *     out when it comes back; empty for any time
   */
  NatsLink(NatsConnectionConfig config, Optional<Duration> resendWithin, Use use) {
    this.config = config;
    this.resendWithin = resendWithin;
    this.use = use;
    this.threads = new LinkThreads(config.clientName());
    this.log = new LinkLog(config);
    this.problems = new Problems(config);
    this.backoff = new Backoff(config.times().reconnect());
  }

  /**
   * Starts to connect; does not wait.
   *
   * @throws InferenceException (INVALID_CONFIGURATION) when a file of the settings can not be used
   */
  void open() {
    options =
        new LinkOptions(config).options(threads, new LinkEvents(this, log, problems), backoff);
    threads.later(Duration.ZERO, this::connect);
  }

  /** The connection, when it stands. Asks nobody. */
  @Nullable Connection connected() {
    Connection current = connection;
    return current != null && current.getStatus() == Status.CONNECTED ? current : null;
  }

  boolean isClosed() {
    return closed;
  }

  LinkLog log() {
    return log;
  }

  LinkThreads threads() {
    return threads;
  }

  /** Where the connection stands, one line. */
  String detail() {
    if (closed) {
      return config.serverText() + ": closed";
    }
    Connection current = connected();
    String server = current == null ? null : current.getConnectedUrl();
    if (current == null || server == null) {
      return config.serverText() + ": " + log.reason();
    }
    boolean ends = current.getServerInfo().isLameDuckMode();
    return "connected to " + server + (ends ? ", which says that it will end soon" : "");
  }

  private void connect() throws InterruptedException {
    if (closed) {
      return;
    }
    long reasons = log.reasons();
    Connection made;
    try {
      made = Nats.connect(options);
    } catch (IOException | RuntimeException e) {
      attemptFailed(e, reasons);
      return;
    }
    adopt(made);
  }

  private void attemptFailed(Exception failure, long reasonsBefore) throws InterruptedException {
    threads.settle();
    if (closed) {
      return;
    }
    // What it threw says that no server could be reached; the events have said why.
    if (log.reasons() == reasonsBefore) {
      log.problem(LinkLog.Weight.EXCEPTION, problems.of(failure));
    }
    log.attemptEnded();
    use.failed();
    failures++;
    threads.later(backoff.getWaitTime(failures), this::connect);
  }

  private void adopt(Connection made) throws InterruptedException {
    if (!keep(made)) {
      made.close();
      return;
    }
    failures = 0;
    threads.settle();
    log.connected(String.valueOf(made.getConnectedUrl()));
    try {
      use.connected(made);
    } catch (IllegalStateException e) {
      // What the client throws when the connection has been closed meanwhile.
      if (made.getStatus() != Status.CLOSED) {
        throw e;
      }
    }
    if (made.getStatus() == Status.CLOSED) {
      // Its event may have come before the connection was known here.
      closed(made);
    }
  }

  private synchronized boolean keep(Connection made) {
    if (!closed) {
      connection = made;
    }
    return !closed;
  }

  void disconnected(Connection of) {
    if (of == connection && !closed) {
      use.disconnected();
      resendWithin.ifPresent(time -> threads.aside(time, () -> giveUp(of)));
    }
  }

  /** Another connection starts with nothing to send. */
  private void giveUp(Connection of) throws InterruptedException {
    if (of != connection || closed || of.getStatus() == Status.CONNECTED) {
      return;
    }
    of.close();
    log.note(
        "expected the connection back in time, found it away: what waited to be sent is dropped");
    closed(of);
  }

  void reconnected(Connection of) {
    if (of == connection) {
      threads.later(Duration.ZERO, () -> use.reconnected(of));
    }
  }

  void closed(Connection of) {
    synchronized (this) {
      if (of != connection || closed) {
        return;
      }
      connection = null;
    }
    use.disconnected();
    threads.later(backoff.getWaitTime(1), this::connect);
  }

  void denied(boolean publish, String subject) {
    use.denied(publish, subject);
  }

  /**
   * Ends the connection within the time for that, and all threads. Calling it again has no effect.
   *
   * @param flush whether what waits to be sent is sent first
   * @return whether what was to be sent has reached the server
   */
  boolean close(boolean flush) {
    Connection last;
    synchronized (this) {
      if (closed) {
        return true;
      }
      closed = true;
      last = connection;
    }
    try {
      return last == null || new LinkEnd(last, config.times().close(), log).run(threads.io, flush);
    } finally {
      threads.stop();
    }
  }
}
