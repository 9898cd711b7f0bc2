package io.tickcast.examples.service;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.core.FolderCheckpointStore;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.LoadedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;

/** Lets the selected models serve, each for the symbol and timeframe that it was made for. */
final class ModelBindings {
  private static final Logger LOG = Logs.of(ModelBindings.class);

  private ModelBindings() {}

  /**
   * Loads, verifies and binds.
   *
   * @param engine not started
   * @param selection which models
   * @throws InferenceException (NOT_FOUND, CONFLICT, SCHEMA_MISMATCH, ...) when there is none, when
   *     two claim one symbol and timeframe, or when one does not verify
   */
  static void bind(InferenceEngine engine, ServiceConfig.ModelSelection selection) {
    Map<String, LoadedModel> bound = new TreeMap<>();
    for (LoadedModel model : load(engine, selection)) {
      requireVersion(model, selection);
      requireSeries(model);
      String series = model.symbol() + " " + model.timeframe();
      LoadedModel other = bound.put(series, model);
      if (other != null) {
        throw new InferenceException(
            ErrorCode.CONFLICT,
            "expected one model for "
                + series
                + ", found "
                + other.location()
                + " and "
                + model.location()
                + ": name one in models.files or by operational.model_config.model_version");
      }
      engine.serve(model, model.symbol(), model.timeframe());
    }
  }

  private static List<LoadedModel> load(
      InferenceEngine engine, ServiceConfig.ModelSelection selection) {
    if (selection.checkpoint().isPresent()) {
      return List.of(engine.loadModel(selection.checkpoint().get()));
    }
    if (selection.files().isEmpty()) {
      return fromFolder(engine, selection);
    }
    List<LoadedModel> models = new ArrayList<>();
    for (Path file : selection.files()) {
      models.add(engine.loadModel(file));
    }
    return models;
  }

  private static List<LoadedModel> fromFolder(
      InferenceEngine engine, ServiceConfig.ModelSelection selection) {
    CheckpointQuery query =
        selection
            .version()
            .map(version -> new CheckpointQuery(selection.type(), version, "", ""))
            .orElse(CheckpointQuery.any());
    List<LoadedModel> models = new ArrayList<>();
    try (FolderCheckpointStore store = new FolderCheckpointStore(selection.folder())) {
      for (CheckpointRef ref : store.find(query)) {
        if (ref.version().isEmpty()) {
          LOG.warn(
              "'{}' in '{}' is left out: expected a manifest beside it, or a name of the form"
                  + " type_symbol_timeframe_vVERSION.ext",
              ref.location(),
              selection.folder());
          continue;
        }
        models.add(engine.loadModel(store.load(ref)));
      }
    }
    if (models.isEmpty()) {
      throw new InferenceException(
          ErrorCode.NOT_FOUND,
          "expected "
              + selection
                  .version()
                  .map(version -> "a model file of " + selection.type() + " version " + version)
                  .orElse("model files")
              + " in '"
              + selection.folder()
              + "', found none: put one there, or set models.folder, models.files or --models");
    }
    return models;
  }

  private static void requireVersion(LoadedModel model, ServiceConfig.ModelSelection selection) {
    String expected = selection.version().orElse(model.version());
    if (!expected.equals(model.version())) {
      throw new InferenceException(
          ErrorCode.SCHEMA_MISMATCH,
          model.location()
              + ": expected version "
              + expected
              + " as operational.model_config.model_version says, found "
              + model.version());
    }
  }

  private static void requireSeries(LoadedModel model) {
    if (model.symbol().isEmpty() || model.timeframe().isEmpty()) {
      throw new InferenceException(
          ErrorCode.SCHEMA_MISMATCH,
          model.location()
              + ": expected symbol and timeframe in the manifest, or a file named"
              + " type_symbol_timeframe_vVERSION.ext, found neither");
    }
  }
}
