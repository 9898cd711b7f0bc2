package io.tickcast.examples.service;

import io.tickcast.api.CheckpointQuery;
import io.tickcast.api.CheckpointRef;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.core.FolderCheckpointStore;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.LoadedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Lets the selected models serve, each for the symbol and timeframe that it was made for.
 * <i>Confined.</i>
 */
final class ModelBindings {
  private static final Logger LOG = Logs.of(ModelBindings.class);

  private final InferenceEngine engine;
  private final ServiceConfig.ModelSelection selection;
  private final Map<String, LoadedModel> bound = new TreeMap<>();

  /**
   * Makes bindings that bind nothing yet.
   *
   * @param engine not started
   * @param selection which models
   */
  ModelBindings(InferenceEngine engine, ServiceConfig.ModelSelection selection) {
    this.engine = engine;
    this.selection = selection;
  }

  /**
   * Loads, verifies and binds all.
   *
   * @param engine not started
   * @param selection which models
   * @throws InferenceException (NOT_FOUND, CONFLICT, SCHEMA_MISMATCH, ...) when there is none, when
   *     two claim one symbol and timeframe, or when one does not verify
   */
  static void bind(InferenceEngine engine, ServiceConfig.ModelSelection selection) {
    ModelBindings bindings = new ModelBindings(engine, selection);
    bindings
        .leftOut()
        .forEach(file -> LOG.warn("'{}' in '{}' is left out: {}", file, selection.folder(), NAMED));
    bindings.selected().forEach(bindings::bind);
  }

  /** What a file needs to be taken from a folder. */
  static final String NAMED =
      "expected a manifest with a version beside it, or a name of the form"
          + " type_symbol_timeframe_vVERSION.ext";

  /**
   * A model that is to serve.
   *
   * @param location where it is
   * @param loading loads and verifies it
   */
  record Selected(String location, Supplier<LoadedModel> loading) {}

  /**
   * The models that are to serve; none is loaded yet.
   *
   * @throws InferenceException (NOT_FOUND) when there is none
   */
  List<Selected> selected() {
    if (selection.checkpoint().isPresent()) {
      return List.of(ofFile(selection.checkpoint().get()));
    }
    if (!selection.files().isEmpty()) {
      return selection.files().stream().map(this::ofFile).toList();
    }
    List<Selected> named =
        inFolder().stream().filter(ref -> !ref.version().isEmpty()).map(this::ofFolder).toList();
    if (named.isEmpty()) {
      throw noModel();
    }
    return named;
  }

  /** The files of the folder that are not taken, because nothing says what they are. */
  List<String> leftOut() {
    if (selection.checkpoint().isPresent() || !selection.files().isEmpty()) {
      return List.of();
    }
    return inFolder().stream()
        .filter(ref -> ref.version().isEmpty())
        .map(CheckpointRef::location)
        .toList();
  }

  private Selected ofFile(Path file) {
    return new Selected(file.toString(), () -> engine.loadModel(file));
  }

  private Selected ofFolder(CheckpointRef ref) {
    return new Selected(
        ref.location(),
        () -> {
          try (FolderCheckpointStore store = new FolderCheckpointStore(selection.folder())) {
            return engine.loadModel(store.load(ref));
          }
        });
  }

  private List<CheckpointRef> inFolder() {
    CheckpointQuery query =
        selection
            .version()
            .map(version -> new CheckpointQuery(selection.type(), version, "", ""))
            .orElse(CheckpointQuery.any());
    try (FolderCheckpointStore store = new FolderCheckpointStore(selection.folder())) {
      return store.find(query);
    }
  }

  private InferenceException noModel() {
    return new InferenceException(
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

  /**
   * Loads, verifies and binds one.
   *
   * @throws InferenceException (CONFLICT, SCHEMA_MISMATCH, ...) when another one has its symbol and
   *     timeframe already, or when it does not verify
   */
  LoadedModel bind(Selected selected) {
    LoadedModel model = selected.loading().get();
    requireVersion(model, selection);
    requireSeries(model.location(), model.symbol(), model.timeframe());
    String series = model.symbol() + " " + model.timeframe();
    LoadedModel other = bound.put(series, model);
    if (other != null) {
      throw conflict(series, other.location(), model.location());
    }
    engine.serve(model, model.symbol(), model.timeframe());
    return model;
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

  /** Two models claim one symbol and timeframe. */
  static InferenceException conflict(String series, String one, String other) {
    return new InferenceException(
        ErrorCode.CONFLICT,
        "expected one model for "
            + series
            + ", found "
            + one
            + " and "
            + other
            + ": name one in models.files or by operational.model_config.model_version");
  }

  static void requireSeries(String location, String symbol, String timeframe) {
    if (symbol.isEmpty() || timeframe.isEmpty()) {
      throw new InferenceException(
          ErrorCode.SCHEMA_MISMATCH,
          location
              + ": expected symbol and timeframe in the manifest, or a file named"
              + " type_symbol_timeframe_vVERSION.ext, found neither");
    }
  }
}
