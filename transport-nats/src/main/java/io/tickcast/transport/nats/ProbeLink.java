package io.tickcast.transport.nats;

import io.nats.client.Connection;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A component's connection for one look: it is tried once, and hears what the server denies.
 * <i>Confined.</i>
 */
final class ProbeLink implements AutoCloseable {
  /** How long the server may take for any answer. */
  static final Duration ANSWER = Duration.ofSeconds(2);

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);
  private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(8);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);
  private static final String CLIENT_NAME = "tickcast-doctor";

  private final NatsConnectionConfig config;
  private final NatsLink link;
  private final CompletableFuture<Connection> first = new CompletableFuture<>();
  private final Set<String> notSubscribed = ConcurrentHashMap.newKeySet();
  private final Set<String> notPublished = ConcurrentHashMap.newKeySet();

  ProbeLink(NatsConnectionConfig of) {
    this.config = bounded(of);
    this.link = new NatsLink(config, Optional.empty(), new Use());
  }

  /** The same servers, login and encryption, and no time limit that would hold a doctor up. */
  private static NatsConnectionConfig bounded(NatsConnectionConfig of) {
    NatsTimes times = of.times();
    return new NatsConnectionConfig(
        of.component(),
        of.servers(),
        false,
        CLIENT_NAME,
        of.login(),
        of.tls(),
        new NatsTimes(
            shorter(times.connect(), LONGEST_CONNECT),
            times.ping(),
            times.pingsOut(),
            times.reconnect(),
            shorter(times.close(), LONGEST_CLOSE)));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * Connects, at the first attempt or not at all.
   *
   * @throws InferenceException (EXTERNAL_UNAVAILABLE) with the reason; (INVALID_CONFIGURATION) when
   *     a file of the settings can not be used
   */
  Connection connect() throws InterruptedException {
    link.open();
    try {
      return first.get(LONGEST_ATTEMPT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new InferenceException(
          ErrorCode.EXTERNAL_UNAVAILABLE, config.serverText() + ": " + link.log().reason(), e);
    }
  }

  /**
   * Waits until the server has seen all that was sent, and its denials were heard.
   *
   * @throws TimeoutException when it does not answer
   */
  void settle(Connection connection) throws InterruptedException, TimeoutException {
    connection.flush(ANSWER);
    link.threads().settle();
  }

  boolean maySubscribe(String subject) {
    return !notSubscribed.contains(subject);
  }

  boolean mayPublish(String subject) {
    return !notPublished.contains(subject);
  }

  @Override
  public void close() {
    link.close(false);
  }

  /** What happens to the connection. */
  private final class Use implements NatsLink.Use {
    @Override
    public void connected(Connection connection) {
      first.complete(connection);
    }

    @Override
    public void failed() {
      first.completeExceptionally(new TimeoutException("no server could be reached"));
    }

    @Override
    public void reconnected(Connection connection) {
      // Who waits for an answer on the lost connection says that there was none.
    }

    @Override
    public void disconnected() {
      // The same.
    }

    @Override
    public void denied(boolean publish, String subject) {
      (publish ? notPublished : notSubscribed).add(subject);
    }
  }
}
