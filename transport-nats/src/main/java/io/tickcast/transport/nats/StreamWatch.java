package io.tickcast.transport.nats;

import io.nats.client.Connection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps what is known of the streams over the subjects of signals, and says what is wrong with
 * them. <i>Thread-safe</i>; nobody waits for the server here.
 */
final class StreamWatch {
  private static final long BETWEEN_LOOKS_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long NEVER = Long.MIN_VALUE;

  private final NatsLink link;
  private final StreamLook look;
  private final AtomicBoolean looking = new AtomicBoolean();
  private final AtomicLong lastLook = new AtomicLong(NEVER);
  private volatile Streams streams = Streams.NOT_ASKED;

  StreamWatch(NatsLink link, String prefix) {
    this.link = link;
    this.look = new StreamLook(prefix);
  }

  /** What is known. */
  Streams now() {
    return streams;
  }

  /** Has the server asked, whenever that was done the last time. */
  void look() {
    lastLook.set(NEVER);
    lookAgain();
  }

  /** Has the server asked again, when that was not done just now. */
  void lookAgain() {
    long now = System.nanoTime();
    long last = lastLook.get();
    boolean soon = last != NEVER && now - last < BETWEEN_LOOKS_NANOS;
    if (!soon && looking.compareAndSet(false, true)) {
      lastLook.set(now);
      link.threads().aside(Duration.ZERO, this::ask);
    }
  }

  private void ask() throws InterruptedException {
    try {
      Connection connection = link.connected();
      if (connection != null) {
        found(look.at(connection));
      }
    } finally {
      looking.set(false);
    }
  }

  private void found(Streams found) {
    Streams before = streams;
    if (found == Streams.NOT_ASKED) {
      return;
    }
    streams = found;
    if (!found.problem().equals(before.problem())) {
      found.problem().ifPresent(link.log()::note);
    }
  }
}
