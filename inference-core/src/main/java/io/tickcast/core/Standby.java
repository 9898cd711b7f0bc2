package io.tickcast.core;

import java.util.ArrayDeque;
import java.util.List;

/**
 * Models that somebody had loaded so that a promotion takes no time. Bounded: the eldest goes.
 * <i>Thread-safe.</i>
 */
final class Standby {
  private static final int MODELS_MAX = 8;

  private final ArrayDeque<LoadedModel> models = new ArrayDeque<>();

  /** Holds a model. */
  synchronized void keep(LoadedModel model) {
    if (models.contains(model)) {
      return;
    }
    model.retain();
    models.addLast(model);
    while (models.size() > MODELS_MAX) {
      models.removeFirst().release();
    }
  }

  synchronized List<LoadedModel> models() {
    return List.copyOf(models);
  }

  synchronized void close() {
    models.forEach(LoadedModel::release);
    models.clear();
  }
}
