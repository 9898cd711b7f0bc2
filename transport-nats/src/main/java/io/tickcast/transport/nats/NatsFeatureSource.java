package io.tickcast.transport.nats;

import io.nats.client.Connection;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import io.tickcast.api.SourceState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes frames from NATS: bars, fills, account states and config hints, by the subjects that they
 * come on. <i>Confined</i> to the polling thread, but for {@link #state} and {@link #detail}.
 */
final class NatsFeatureSource implements FeatureSource {
  private static final long PAUSE_NANOS = 2_000_000;
  private static final Duration CONFIRM_AGAIN = Duration.ofSeconds(1);

  private final NatsSourceConfig config;
  private final EpochNanoClock clock;
  private final NatsLink link;
  private final Denials denials = new Denials();
  private volatile @Nullable Feed feed;

  private volatile @Nullable Confirmed confirmed;

  private volatile boolean opened;
  private volatile boolean closed;
  private volatile long droppedEarlier;

  /** The server has answered since it got the subscriptions, after so many reconnects. */
  private record Confirmed(Connection connection, long reconnects) {
    boolean holdsFor(@Nullable Connection current) {
      return current == connection && connection.getStatistics().getReconnects() == reconnects;
    }
  }

  NatsFeatureSource(NatsSourceConfig config, EpochNanoClock clock) {
    this.config = config;
    this.clock = clock;
    this.link = new NatsLink(config.connection(), Optional.empty(), new Use());
  }

  @Override
  public void open() {
    if (opened || closed) {
      throw illegalState("a new source", closed ? "a closed one" : "an open one");
    }
    link.open();
    opened = true;
  }

  @Override
  public int poll(FrameHandler handler, int limit, Duration longestWait) {
    if (!opened) {
      throw illegalState("an open source", "a new one");
    }
    if (closed) {
      return 0;
    }
    try {
      Feed current = feed;
      if (current == null) {
        current = awaitFeed(longestWait.toNanos());
        return current == null ? 0 : current.poll(handler, limit, 0);
      }
      return current.poll(handler, limit, longestWait.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private @Nullable Feed awaitFeed(long waitNanos) throws InterruptedException {
    long deadline = System.nanoTime() + waitNanos;
    long left = waitNanos;
    while (feed == null && left > 0) {
      LockSupport.parkNanos(Math.min(left, PAUSE_NANOS));
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      left = deadline - System.nanoTime();
    }
    return feed;
  }

  @Override
  public SourceState state() {
    if (closed) {
      return SourceState.CLOSED;
    }
    if (!opened) {
      return SourceState.NEW;
    }
    Confirmed last = confirmed;
    boolean live = last != null && last.holdsFor(link.connected()) && deniedOfImportance() == null;
    return live ? SourceState.LIVE : SourceState.CONNECTING;
  }

  /** Without bars there is nothing to decide, and without fills positions would be wrong. */
  private @Nullable String deniedOfImportance() {
    if (denials.isEmpty()) {
      return null;
    }
    for (NatsSourceConfig.Channel channel : config.channels()) {
      boolean important = channel.kind() == FrameKind.FEATURES || channel.kind() == FrameKind.FILL;
      if (important && denials.contains(channel.subject())) {
        return channel.subject();
      }
    }
    return null;
  }

  @Override
  public String detail() {
    StringBuilder detail = new StringBuilder(link.detail());
    if (!denials.isEmpty()) {
      detail.append("; no permission to subscribe to ").append(denials.text());
    }
    long dropped = dropped();
    if (dropped > 0) {
      detail.append("; ").append(dropped).append(" messages dropped that nobody took");
    }
    return detail.toString();
  }

  private long dropped() {
    Feed current = feed;
    return droppedEarlier + (current == null ? 0 : current.droppedCount());
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      link.close(false);
    }
  }

  private InferenceException illegalState(String expected, String found) {
    return new InferenceException(
        ErrorCode.ILLEGAL_STATE,
        config.connection().component() + ": expected " + expected + ", found " + found);
  }

  /** What happens to the connection. */
  private final class Use implements NatsLink.Use {
    private final AtomicBoolean tryPlanned = new AtomicBoolean();

    @Override
    public void connected(Connection connection) throws InterruptedException {
      droppedEarlier = dropped();
      feed = Feed.subscribe(connection, config, clock);
      confirm(connection);
    }

    @Override
    public void reconnected(Connection connection) throws InterruptedException {
      confirm(connection);
    }

    /** Live is who has an answer from after the subscriptions: then none of them is on its way. */
    private void confirm(Connection connection) throws InterruptedException {
      if (link.connected() != connection) {
        return;
      }
      long reconnects = connection.getStatistics().getReconnects();
      try {
        connection.flush(config.connection().times().connect());
        link.threads().settle();
        confirmed = new Confirmed(connection, reconnects);
      } catch (TimeoutException | IllegalStateException e) {
        link.threads().later(CONFIRM_AGAIN, () -> confirm(connection));
      }
    }

    /** On the thread that hears denials, so that none of the next connection is forgotten. */
    @Override
    public void disconnected() {
      denials.clear();
    }

    @Override
    public void denied(boolean publish, String subject) {
      if (publish) {
        return;
      }
      if (denials.add(subject)) {
        link.log()
            .note(
                "expected the permission to subscribe to "
                    + OneLine.quote(subject)
                    + ", found it denied: grant it to this user, or set the subject to nothing");
      }
      tryLater();
    }

    private void tryLater() {
      if (tryPlanned.compareAndSet(false, true)) {
        link.threads().later(Denials.PAUSE, this::tryDenied);
      }
    }

    /** The server does not say when its permissions change. */
    private void tryDenied() throws InterruptedException {
      tryPlanned.set(false);
      Feed current = feed;
      Connection connection = link.connected();
      List<String> subjects =
          config.channels().stream()
              .map(NatsSourceConfig.Channel::subject)
              .filter(denials::contains)
              .toList();
      if (current == null || connection == null || subjects.isEmpty()) {
        return;
      }
      long before = System.nanoTime();
      try {
        current.subscribeAgain(subjects);
        connection.flush(config.connection().times().connect());
        link.threads().settle();
        denials.forgetBefore(before);
      } catch (TimeoutException | IllegalStateException e) {
        tryLater();
      }
    }
  }
}
