package io.tickcast.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the records of a journal say that windows hold. <i>Confined.</i> */
final class WindowStates {
  private final Map<SavedWindow.Place, BarRing> rings = new LinkedHashMap<>();

  void apply(SavedWindow window) {
    if (window.times().length == 0) {
      rings.remove(window.place());
      return;
    }
    BarRing ring = new BarRing(window.bars(), window.width());
    ring.restore(window);
    rings.put(window.place(), ring);
  }

  void apply(WindowCodec.Step step) {
    BarRing ring = rings.computeIfAbsent(step.place(), place -> ring(step));
    if (step.replaced() && ring.count() > 0) {
      ring.replace(step.values());
      return;
    }
    if (step.cleared()) {
      ring.clear();
    }
    for (int i = 0; i < step.carried() && ring.count() > 0; i++) {
      ring.repeat(Math.min(ring.newestTime() + step.place().timeframe().millis(), step.time() - 1));
    }
    ring.add(step.time(), step.values(), 0);
    ring.missing(step.missing());
  }

  private static BarRing ring(WindowCodec.Step step) {
    long[] none = new long[0];
    SavedWindow empty =
        new SavedWindow(step.place(), step.bars(), step.values().length, 0, none, new double[0]);
    return new BarRing(empty.bars(), empty.width());
  }

  List<SavedWindow> windows() {
    List<SavedWindow> all = new ArrayList<>();
    rings.forEach((place, ring) -> all.add(ring.saved(place)));
    return all;
  }
}
