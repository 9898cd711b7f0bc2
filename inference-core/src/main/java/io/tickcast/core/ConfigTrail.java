package io.tickcast.core;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which operational configuration each lane of a journal decided by, record after record.
 * <i>Confined.</i>
 */
final class ConfigTrail {
  private final Map<Integer, ConfigNote> byLane = new HashMap<>();
  private Optional<ConfigNote> last = Optional.empty();

  void apply(ConfigNote note) {
    if (last.isPresent() && last.get().lanes() != note.lanes()) {
      // A restart with another number of lanes: every lane says anew what it decides by.
      byLane.clear();
    }
    byLane.put(note.lane(), note);
    last = Optional.of(note);
  }

  /** What the lane of a symbol said last; empty when it has said nothing. */
  Optional<ConfigNote> of(String symbol) {
    return last.map(note -> byLane.get(FrameRouter.lane(symbol, note.lanes())));
  }

  /** The newest of all. */
  Optional<ConfigNote> last() {
    return last;
  }
}
