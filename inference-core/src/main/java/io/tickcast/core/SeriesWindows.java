package io.tickcast.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The windows of a series, one for each set of inputs. <i>Confined</i> to the lane. */
final class SeriesWindows {
  private final List<InputWindow> windows = new ArrayList<>();

  /** What a restart brought, until a model asks for it or it is too old for any. */
  private final List<SavedWindow> known = new ArrayList<>();

  /** The bars since then. */
  private int bars;

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
      if (saved.times().length > 0) {
        known.add(saved);
      }
      bars = 0;
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
    if (!known.isEmpty()) {
      bars++;
      known.removeIf(saved -> isOver(saved, journal));
    }
  }

  /** A gap as long as a window would empty it. */
  private boolean isOver(SavedWindow saved, Journal.Writer journal) {
    boolean over = bars >= saved.bars();
    if (over) {
      recordEmpty(saved, journal);
    }
    return over;
  }

  /** Drops windows, and says so to those who follow the records. */
  void drop(Predicate<String> unneeded, Journal.Writer journal) {
    for (InputWindow window : List.copyOf(windows)) {
      if (unneeded.test(window.place.key())) {
        windows.remove(window);
        recordEmpty(window.ring.saved(window.place), journal);
      }
    }
  }

  private static void recordEmpty(SavedWindow window, Journal.Writer journal) {
    journal.append(
        new SavedWindow(
            window.place(), window.bars(), window.width(), 0, new long[0], new double[0]),
        true);
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
