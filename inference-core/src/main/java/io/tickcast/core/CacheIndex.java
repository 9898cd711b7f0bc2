package io.tickcast.core;

import io.tickcast.api.CheckpointRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a cache of checkpoints holds. <i>Immutable.</i>
 *
 * @param refs what the store has found last
 * @param entries what was loaded from it
 * @param uses a number that grows with each use
 */
record CacheIndex(List<CheckpointRef> refs, List<Entry> entries, long uses) {
  static final CacheIndex EMPTY = new CacheIndex(List.of(), List.of(), 0);

  /** Copies the lists. */
  CacheIndex {
    refs = List.copyOf(refs);
    entries = List.copyOf(entries);
  }

  /**
   * A checkpoint that was loaded.
   *
   * @param location where it is in its store
   * @param sha256 as the store knew it; empty when it did not
   * @param place where it came from, for people
   * @param parts the sha256 of the model and of what belongs to it, by role
   * @param bytes of all parts
   * @param used the number of its last use
   */
  record Entry(
      String location,
      String sha256,
      String place,
      Map<String, String> parts,
      long bytes,
      long used) {
    /** The role of the model itself. */
    static final String MODEL = "";

    /** Copies the map. */
    Entry {
      parts = Map.copyOf(parts);
    }
  }

  /** What was loaded of a checkpoint, while the store means the same bytes. */
  Optional<Entry> entry(CheckpointRef ref) {
    return entries.stream()
        .filter(entry -> entry.location().equals(ref.location()))
        .filter(entry -> ref.sha256().isEmpty() || isOf(entry, ref.sha256()))
        .findFirst();
  }

  private static boolean isOf(Entry entry, String sha256) {
    return sha256.equals(entry.parts().get(Entry.MODEL));
  }

  /** With an entry in the place of an earlier one. */
  CacheIndex with(Entry entry) {
    List<Entry> next = others(other -> !other.location().equals(entry.location()));
    next.add(entry);
    return new CacheIndex(refs, next, Math.max(uses, entry.used()));
  }

  CacheIndex without(Entry entry) {
    return new CacheIndex(refs, others(other -> !other.equals(entry)), uses);
  }

  /** After one more use of an entry. */
  CacheIndex used(Entry entry) {
    return with(
        new Entry(
            entry.location(),
            entry.sha256(),
            entry.place(),
            entry.parts(),
            entry.bytes(),
            uses + 1));
  }

  private List<Entry> others(Predicate<Entry> kept) {
    return new ArrayList<>(entries.stream().filter(kept).toList());
  }

  /** The entry that was not used for longest; there is one. */
  Entry leastRecentlyUsed() {
    return entries.stream().min(Comparator.comparingLong(Entry::used)).orElseThrow();
  }

  /** The bytes of all parts, of which several entries may share one. */
  long bytes() {
    Map<Map<String, String>, Long> distinct = new HashMap<>();
    entries.forEach(entry -> distinct.put(entry.parts(), entry.bytes()));
    return distinct.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The sha256 of all parts. */
  Set<String> digests() {
    return entries.stream()
        .flatMap(entry -> entry.parts().values().stream())
        .collect(Collectors.toSet());
  }
}
