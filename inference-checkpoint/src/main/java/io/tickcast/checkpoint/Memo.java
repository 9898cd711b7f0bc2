package io.tickcast.checkpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a pickle keeps for later reference: dense from 0 on in real files. <i>Confined.</i> */
final class Memo {
  private final List<PickleNode> dense = new ArrayList<>();
  private final Map<Long, PickleNode> sparse = new HashMap<>();
  private final int most;

  Memo(int most) {
    this.most = most;
  }

  /** The number of entries, which MEMOIZE takes for the next one's place. */
  int size() {
    return dense.size() + sparse.size();
  }

  void put(long place, PickleNode value, OpcodeReader reader) {
    if (place < dense.size()) {
      dense.set((int) place, value);
      return;
    }
    if (place == dense.size() && sparse.isEmpty()) {
      dense.add(value);
    } else {
      sparse.put(place, value);
    }
    if (size() > most) {
      throw Faults.limit("a memo of at most " + most, "more", reader.where());
    }
  }

  PickleNode get(long place, OpcodeReader reader) {
    @Nullable PickleNode value = place < dense.size() ? dense.get((int) place) : sparse.get(place);
    if (value == null) {
      throw Faults.malformed(
          "a place in the memo of " + size(), Long.toString(place), reader.where());
    }
    return value;
  }
}
