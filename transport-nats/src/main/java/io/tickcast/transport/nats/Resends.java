package io.tickcast.transport.nats;

import io.tickcast.transport.nats.StreamPublisher.Inbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Publishes again what no stream has acknowledged in time, under its id, so that a stream holds it
 * once; gives it up after some times, or some time. <i>Thread-safe</i>: the work is done on the
 * link's thread.
 */
final class Resends {
  /** With waits that double this is more than fits into the usual time. */
  private static final int MOST_RESENDS = 8;

  private final NatsLink link;
  private final AckTimes times;
  private final StreamWatch watch;
  private final Acknowledgements acks;
  private final Denials denials;
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private volatile @Nullable Inbox through;

  Resends(
      NatsLink link, AckTimes times, StreamWatch watch, Acknowledgements acks, Denials denials) {
    this.link = link;
    this.times = times;
    this.watch = watch;
    this.acks = acks;
    this.denials = denials;
  }

  /** Something waits: looks at it in time. */
  void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      link.threads().later(times.ackWait().dividedBy(2), this::look);
    }
  }

  /** A connection is new: all that waits may have been lost with the last one. */
  void allThrough(Inbox inbox) {
    through = inbox;
    acks.waiting(message -> true).forEach(entry -> entry.getValue().markOverdue());
    link.threads().later(Duration.ZERO, this::look);
  }

  private void look() throws InterruptedException {
    scheduled.set(false);
    long now = System.nanoTime();
    Duration longest = longest();
    String tooLate = "no acknowledgement within " + longest.toMillis() + " ms";
    acks.waiting(message -> now - message.firstNanos >= longest.toNanos())
        .forEach(entry -> giveUp(entry.getKey(), tooLate));
    List<Map.Entry<Long, Unacknowledged>> due =
        acks.waiting(message -> message.isDue(now, times.ackWait().toNanos(), MOST_RESENDS));
    if (!due.isEmpty()) {
      publish(due);
    }
    if (!acks.isEmpty()) {
      schedule();
    }
  }

  /** Well within the time for which a stream knows an id, so that it never holds one twice. */
  private Duration longest() {
    Duration half = watch.now().window().dividedBy(2);
    return half.isZero() || half.compareTo(times.resendFor()) > 0 ? times.resendFor() : half;
  }

  private void publish(List<Map.Entry<Long, Unacknowledged>> due) throws InterruptedException {
    Inbox inbox = through;
    if (inbox == null || link.connected() != inbox.connection()) {
      return;
    }
    try {
      // While the server stands still a second one would only wait behind the first.
      inbox.connection().flush(times.ackWait());
      for (Map.Entry<Long, Unacknowledged> entry : due) {
        publish(inbox, entry.getKey(), entry.getValue());
      }
    } catch (TimeoutException | IllegalStateException e) {
      // No answer, or no connection any more: the next look comes.
    }
  }

  private void publish(Inbox inbox, long token, Unacknowledged message) {
    if (denials.contains(message.subject)) {
      giveUp(token, "no permission to publish on it");
    } else if (!watch.now().take(message.subject)) {
      giveUp(token, "no stream over it");
    } else if (acks.get(token) != null) {
      message.resent(System.nanoTime());
      inbox.publish(token, message);
    }
  }

  /** Waits for a message no longer, counts it and says so. */
  void giveUp(long token, String reason) {
    Unacknowledged message = acks.remove(token);
    if (message == null) {
      return;
    }
    acks.lost(reason);
    link.log()
        .noteSeldom(
            "unacknowledged",
            "expected a stream to acknowledge message "
                + message.messageId
                + " on "
                + message.subject
                + ", found: "
                + reason);
  }
}
