package io.tickcast.transport.nats;

import io.tickcast.api.OneLine;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The subjects that the server did not permit, until they are tried again: its permissions may have
 * been changed meanwhile, and it does not tell. <i>Thread-safe.</i>
 */
final class Denials {
  /** How long a denied subject is left alone. */
  static final Duration PAUSE = Duration.ofSeconds(5);

  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);
  private static final int MOST = 1_000;

  private final Map<String, Long> deniedAt = new ConcurrentHashMap<>();
  private final Map<String, Long> saidAt = new ConcurrentHashMap<>();

  /** Notes a denial; whether it is time to say so. */
  boolean add(String subject) {
    if (deniedAt.size() >= MOST && !deniedAt.containsKey(subject)) {
      return false;
    }
    long now = System.nanoTime();
    deniedAt.put(subject, now);
    Long said = saidAt.get(subject);
    if (said != null && now - said < BETWEEN_LINES.toNanos() || saidAt.size() >= MOST) {
      return false;
    }
    saidAt.put(subject, now);
    return true;
  }

  boolean isEmpty() {
    return deniedAt.isEmpty();
  }

  boolean contains(String subject) {
    return deniedAt.containsKey(subject);
  }

  /**
   * Whether a subject may be used: it was not denied, or that is so long ago that it is forgotten.
   */
  boolean permits(String subject) {
    Long at = deniedAt.get(subject);
    if (at == null) {
      return true;
    }
    return System.nanoTime() - at >= PAUSE.toNanos() && deniedAt.remove(subject, at);
  }

  /** Forgets what was denied before a reading of {@link System#nanoTime}. */
  void forgetBefore(long nanoTime) {
    deniedAt.values().removeIf(at -> at - nanoTime < 0);
  }

  void clear() {
    deniedAt.clear();
  }

  /** The subjects in one line. */
  String text() {
    return OneLine.text(String.join(", ", new TreeSet<>(deniedAt.keySet())));
  }
}
