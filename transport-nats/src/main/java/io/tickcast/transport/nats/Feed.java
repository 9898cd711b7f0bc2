package io.tickcast.transport.nats;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.FrameKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one connection. <i>Confined</i> to the polling thread, but for {@link
 * #subscribeAgain} and {@link #droppedCount}.
 *
 * <p>Fills, account states and config hints come first; bars come last. The client has a queue for
 * each subscription and no way to wait for several: the wait is for the last one, in slices after
 * which all others are looked at.
 */
final class Feed {
  /** The longest that anything but the first bar subject waits for another. */
  private static final Duration SLICE = Duration.ofMillis(5);

  /** Fills and commands are not to be dropped; beyond this the process would end in another way. */
  private static final long COMMANDS_PENDING_MESSAGES = 1L << 20;

  private static final long COMMANDS_PENDING_BYTES = 1L << 28;

  private final Connection connection;
  private final NatsSourceConfig config;
  private final Entry[] entries;
  private final int firstBars;
  private final EpochNanoClock clock;

  /** A subscription was found to have ended. */
  private boolean ended;

  /** One subject and its current subscription. */
  private static final class Entry {
    private final NatsSourceConfig.Channel channel;
    private volatile Subscription subscription;

    Entry(NatsSourceConfig.Channel channel, Subscription subscription) {
      this.channel = channel;
      this.subscription = subscription;
    }
  }

  private Feed(Connection connection, NatsSourceConfig config, EpochNanoClock clock) {
    this.connection = connection;
    this.config = config;
    this.clock = clock;
    this.entries =
        config.channels().stream()
            .map(channel -> new Entry(channel, subscribe(channel)))
            .toArray(Entry[]::new);
    this.firstBars = entries.length - config.features().size();
  }

  /**
   * Subscribes to everything.
   *
   * @throws IllegalStateException when the connection has been closed
   */
  static Feed subscribe(Connection connection, NatsSourceConfig config, EpochNanoClock clock) {
    return new Feed(connection, config, clock);
  }

  private Subscription subscribe(NatsSourceConfig.Channel channel) {
    Subscription made = connection.subscribe(channel.subject());
    if (channel.kind() == FrameKind.FEATURES) {
      made.setPendingLimits(config.pendingMessages(), config.pendingBytes());
    } else {
      made.setPendingLimits(COMMANDS_PENDING_MESSAGES, COMMANDS_PENDING_BYTES);
    }
    return made;
  }

  /** Subscribes once more to what was denied, on the same connection. */
  void subscribeAgain(List<String> subjects) {
    for (Entry entry : entries) {
      if (subjects.contains(entry.channel.subject())) {
        Subscription old = entry.subscription;
        entry.subscription = subscribe(entry.channel);
        if (old.isActive()) {
          old.unsubscribe();
        }
      }
    }
  }

  /** Hands over what is there, then waits for the first frame when there was none. */
  int poll(FrameHandler handler, int limit, long waitNanos) throws InterruptedException {
    ended = false;
    int taken = take(handler, limit);
    long deadline = System.nanoTime() + waitNanos;
    long left = waitNanos;
    while (taken == 0 && left > 0 && !ended) {
      Entry last = entries[entries.length - 1];
      Message message = await(last, slice(left));
      if (message != null) {
        boolean isBar = last.channel.kind() == FrameKind.FEATURES;
        taken = isBar ? commands(handler, limit - 1) + 1 : 1;
        hand(last, message, handler);
      }
      taken += take(handler, limit - taken);
      left = deadline - System.nanoTime();
    }
    return taken;
  }

  private Duration slice(long leftNanos) {
    return entries.length > 1 && leftNanos > SLICE.toNanos() ? SLICE : Duration.ofNanos(leftNanos);
  }

  /**
   * A fill that came before a bar, on the same connection, is in its queue when the bar is taken,
   * and is handed over before it. Half of a poll is left to the bars, so that they do not starve
   * behind a flood of fills.
   */
  private int take(FrameHandler handler, int limit) throws InterruptedException {
    int mostCommands = limit - limit / 2;
    int commands = commands(handler, mostCommands);
    int bars = 0;
    for (int i = firstBars; i < entries.length; i++) {
      while (commands + bars < limit && isWaiting(entries[i])) {
        Message bar = await(entries[i], SLICE);
        if (bar == null) {
          break;
        }
        int room = Math.min(mostCommands - commands, limit - commands - bars - 1);
        commands += commands(handler, room);
        hand(entries[i], bar, handler);
        bars++;
      }
    }
    return commands + bars + commands(handler, limit - commands - bars);
  }

  private int commands(FrameHandler handler, int limit) throws InterruptedException {
    int taken = 0;
    for (int i = 0; i < firstBars; i++) {
      while (taken < limit && isWaiting(entries[i])) {
        Message message = await(entries[i], SLICE);
        if (message == null) {
          break;
        }
        hand(entries[i], message, handler);
        taken++;
      }
    }
    return taken;
  }

  private static boolean isWaiting(Entry entry) {
    return entry.subscription.getPendingMessageCount() > 0;
  }

  /** The next message; null when none comes in time, which is never zero: that means for ever. */
  private @Nullable Message await(Entry entry, Duration time) throws InterruptedException {
    try {
      return entry.subscription.nextMessage(time);
    } catch (IllegalStateException e) {
      // The subscription has ended with its connection, or was replaced: the next poll has another.
      ended = true;
      LockSupport.parkNanos(Math.min(time.toNanos(), SLICE.toNanos()));
      return null;
    }
  }

  private void hand(Entry entry, Message message, FrameHandler handler) {
    handler.onFrame(
        entry.channel.kind(), message.getSubject(), message.getData(), clock.epochNanos());
  }

  /** How many messages the client had to drop because nobody took them. */
  long droppedCount() {
    long dropped = 0;
    for (Entry entry : entries) {
      dropped += entry.subscription.getDroppedCount();
    }
    return dropped;
  }
}
