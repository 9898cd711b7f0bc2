package io.tickcast.tck.reference;

import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Where checkpoint stores in memory find theirs: named maps from locations to checkpoints. */
public final class MemoryShelf {
  private static final Map<String, SortedMap<String, Item>> SHELVES = new ConcurrentHashMap<>();

  private MemoryShelf() {}

  /** A checkpoint on a shelf. */
  public record Item(
      String type,
      String version,
      String symbol,
      String timeframe,
      byte[] content,
      String sha256,
      String status) {}

  /** The shelf of that name, made when there is none. */
  public static SortedMap<String, Item> of(String name) {
    return SHELVES.computeIfAbsent(name, key -> new ConcurrentSkipListMap<>());
  }
}
