package io.tickcast.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The windows of a series, one for each set of inputs. <i>Confined</i> to the lane. */
final class SeriesWindows {
  private final List<InputWindow> windows = new ArrayList<>();

  /** What a restart brought, until a model asks for it. */
  private final List<SavedWindow> known = new ArrayList<>();

  /** The window of a model; models of the same inputs share one. */
  InputWindow of(LoadedModel loaded, Series series, FeatureDictionary dictionary) {
    String key = InputWindow.key(loaded.signature(), loaded.window());
    InputWindow window = find(key);
    if (window == null) {
      window =
          new InputWindow(
              key,
              series,
              loaded.signature().inputs(),
              loaded.signature().window(),
              loaded.window().gap(),
              dictionary);
      windows.add(window);
      take(window);
    }
    return window;
  }

  private @Nullable InputWindow find(String key) {
    for (InputWindow window : windows) {
      if (window.place.key().equals(key)) {
        return window;
      }
    }
    return null;
  }

  private void take(InputWindow window) {
    Optional<SavedWindow> saved =
        known.stream().filter(it -> it.place().equals(window.place)).findFirst();
    saved.filter(it -> fits(it, window)).ifPresent(window.ring::restore);
    saved.ifPresent(known::remove);
  }

  private static boolean fits(SavedWindow saved, InputWindow window) {
    return saved.bars() == window.ring.bars() && saved.width() == window.ring.width();
  }

  /** Takes what a window held, in place of what it holds. */
  void restore(SavedWindow saved) {
    InputWindow window = find(saved.place().key());
    if (window == null) {
      known.removeIf(it -> it.place().equals(saved.place()));
      known.add(saved);
    } else if (fits(saved, window)) {
      window.ring.restore(saved);
    }
  }

  /** Feeds all windows with a bar. */
  void push(BarRow row, Observation observation, long barTime, Journal.Writer journal) {
    for (int i = 0; i < windows.size(); i++) {
      InputWindow window = windows.get(i);
      if (window.push(row, observation, barTime)) {
        journal.append(window);
      }
    }
  }

  List<InputWindow> all() {
    return windows;
  }

  /** Records what all of them hold, those that no model has asked for too. */
  void record(Journal.Writer journal) {
    known.forEach(window -> journal.append(window, false));
    windows.forEach(window -> journal.append(window.ring.saved(window.place), false));
  }
}
