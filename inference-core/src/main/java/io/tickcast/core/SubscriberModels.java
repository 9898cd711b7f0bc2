package io.tickcast.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The models at work that subscribers use, each made at its first bar. <i>Confined</i> to the lane.
 */
final class SubscriberModels {
  private final FeatureDictionary dictionary;
  private final Symbols symbols;
  private final List<ServingModel> models = new ArrayList<>();

  SubscriberModels(FeatureDictionary dictionary, Symbols symbols) {
    this.dictionary = dictionary;
    this.symbols = symbols;
  }

  ServingModel of(Series series, LoadedModel loaded) {
    for (ServingModel model : models) {
      if (model.loaded == loaded && model.series == series) {
        return model;
      }
    }
    ServingModel model =
        new ServingModel(loaded, series, dictionary, symbols.instrument(series.symbol));
    models.add(model);
    return model;
  }

  /** The keys of the windows that they see a series through. */
  Set<String> windows(Series series) {
    List<LoadedModel> used = new ArrayList<>();
    for (ServingModel model : models) {
      if (model.series == series) {
        used.add(model.loaded);
      }
    }
    return WindowNeeds.of(used);
  }

  void close() {
    models.forEach(ServingModel::close);
    models.clear();
  }
}
