package io.tickcast.tck.reference;

import io.tickcast.api.FrameKind;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where sources in memory get their frames: a named log with subscribers. */
public final class MemoryOrigin {
  private static final Map<String, MemoryOrigin> ORIGINS = new ConcurrentHashMap<>();

  private final CopyOnWriteArrayList<Entry> log = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<Subscriber> subscribers = new CopyOnWriteArrayList<>();

  /** A frame of the log. */
  record Entry(FrameKind kind, String channel, byte[] content) {}

  /** Hears of new entries. */
  interface Subscriber {
    void onEntry(Entry entry);
  }

  /** The origin of that name, made when there is none. */
  public static MemoryOrigin create(String name) {
    return ORIGINS.computeIfAbsent(name, key -> new MemoryOrigin());
  }

  static Optional<MemoryOrigin> find(String name) {
    return Optional.ofNullable(ORIGINS.get(name));
  }

  /** Appends a frame and tells the subscribers. */
  public void publish(FrameKind kind, String channel, byte[] content) {
    Entry entry = new Entry(kind, channel, content);
    log.add(entry);
    subscribers.forEach(subscriber -> subscriber.onEntry(entry));
  }

  Iterable<Entry> log() {
    return log;
  }

  void subscribe(Subscriber subscriber) {
    subscribers.add(subscriber);
  }

  void unsubscribe(Subscriber subscriber) {
    subscribers.remove(subscriber);
  }
}
