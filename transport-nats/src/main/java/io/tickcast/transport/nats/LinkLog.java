package io.tickcast.transport.nats;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers why there is no connection, and logs it: each reason once while it is away, the last
 * one once a minute. <i>Thread-safe.</i>
 */
final class LinkLog {
  private static final Logger LOG = LoggerFactory.getLogger(LinkLog.class);
  private static final long REPEAT_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MOST_REASONS = 16;

  /** How much a reason says; within one attempt a better one is not replaced. */
  enum Weight {
    /** What the client met. */
    EXCEPTION,
    /** What the server said. */
    SERVER
  }

  private final String place;
  private final Set<String> logged = new HashSet<>();
  private final Map<String, Long> notedAt = new HashMap<>();
  private volatile String reason = "not connected yet";
  private Weight weight = Weight.EXCEPTION;
  private boolean newAttempt = true;
  private long reasons;
  private long lastLine;

  LinkLog(NatsConnectionConfig config) {
    this.place = config.component() + ": " + config.serverText() + ": ";
  }

  /** The last reason, one line. */
  String reason() {
    return reason;
  }

  /** The next reason is that of another attempt. */
  synchronized void attemptEnded() {
    newAttempt = true;
  }

  /** How many reasons have come. */
  synchronized long reasons() {
    return reasons;
  }

  synchronized void problem(Weight of, String text) {
    reasons++;
    if (!newAttempt && of.compareTo(weight) < 0) {
      return;
    }
    newAttempt = false;
    weight = of;
    reason = text;
    warnSeldom(text);
  }

  private void warnSeldom(String text) {
    long now = System.nanoTime();
    boolean isNew = logged.size() < MOST_REASONS && logged.add(text);
    if (isNew || now - lastLine > REPEAT_NANOS) {
      lastLine = now;
      LOG.warn("{}{}; trying again", place, text);
    }
  }

  synchronized void connected(String server) {
    logged.clear();
    newAttempt = true;
    reason = "connected";
    LOG.info("{}connected to {}", place, server);
  }

  /** Something else that happens seldom. */
  void note(String text) {
    LOG.warn("{}{}", place, text);
  }

  /** Something that may happen at any rate: one line a minute for each kind. */
  synchronized void noteSeldom(String kind, String text) {
    long now = System.nanoTime();
    Long last = notedAt.get(kind);
    if (last == null || now - last > REPEAT_NANOS) {
      notedAt.put(kind, now);
      note(text);
    }
  }
}
