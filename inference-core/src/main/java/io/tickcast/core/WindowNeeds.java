package io.tickcast.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which windows models see their bars through. <i>Stateless.</i> */
final class WindowNeeds {
  private WindowNeeds() {}

  /** The keys of the windows that the models at work for a series see; on its lane. */
  static Set<String> of(Series series) {
    List<LoadedModel> used = new ArrayList<>();
    for (ServingModel model : series.models) {
      used.add(model.loaded);
    }
    if (series.challenger != null) {
      used.add(series.challenger.loaded);
    }
    return of(used);
  }

  /** The keys of the windows of those that see several bars. */
  static Set<String> of(List<LoadedModel> models) {
    Set<String> keys = new HashSet<>();
    for (LoadedModel model : models) {
      if (model.signature().window() > 1) {
        keys.add(InputWindow.key(model.signature(), model.window()));
      }
    }
    return keys;
  }
}
