package io.tickcast.tck.reference;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where sinks in memory put their records: a named list of values. */
public final class MemoryTarget {
  /** The longest value that a target takes. */
  public static final int LONGEST = 10_000;

  private static final Map<String, MemoryTarget> TARGETS = new ConcurrentHashMap<>();

  private final List<byte[]> values = new CopyOnWriteArrayList<>();

  /** The target of that name, made when there is none. */
  public static MemoryTarget create(String name) {
    return TARGETS.computeIfAbsent(name, key -> new MemoryTarget());
  }

  /** The target of that name. */
  public static Optional<MemoryTarget> find(String name) {
    return Optional.ofNullable(TARGETS.get(name));
  }

  /** The values, to be read and to be tampered with. */
  public List<byte[]> values() {
    return values;
  }
}
