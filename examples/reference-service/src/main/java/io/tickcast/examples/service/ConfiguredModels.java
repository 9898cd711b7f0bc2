package io.tickcast.examples.service;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.Timeframe;
import io.tickcast.core.Binding;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.InferenceEngineBuilder;
import io.tickcast.core.ModelLoader;
import io.tickcast.core.VersionChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/** Turns what a configuration says of models into bindings of the engine's registry. */
final class ConfiguredModels {
  /** The binding of {@code operational.model_config}. */
  static final String DEFAULT = "default";

  private static final Logger LOG = Logs.of(ConfiguredModels.class);

  private ConfiguredModels() {}

  /**
   * Gives an engine the bindings.
   *
   * @throws InferenceException when files that are named do not do, or two are for the same
   */
  static void addTo(InferenceEngineBuilder builder, ServiceConfig config) {
    builder.bindings(bindings(config)).registry(config.models().registry());
  }

  /** The same, for one that is to say of each binding what is wrong. */
  static InferenceEngineBuilder patient(InferenceEngineBuilder builder, ServiceConfig config) {
    return builder
        .bindings(bindings(config))
        .registry(config.models().registry().withWaitsForModels(true));
  }

  /** Whether an engine opens although a binding has no model yet: one may come. */
  static boolean waits(ServiceConfig config) {
    return config.selection().autoReload() || !config.models().bindings().isEmpty();
  }

  /** Whether the files of a folder say it all: by being there, or by their version. */
  static boolean isOfFolder(ServiceConfig config) {
    boolean named =
        config
            .selection()
            .version()
            .map(VersionChoice::parse)
            .map(VersionChoice.Exact.class::isInstance)
            .orElse(true);
    return named && !waits(config) && config.stores().isEmpty();
  }

  /**
   * Lets serve what the bindings mean.
   *
   * @param engine not started
   * @throws InferenceException with the first reason why something does not, unless it waits
   */
  static void bind(InferenceEngine engine, ServiceConfig config) {
    boolean begun = engine.registry().bindings().stream().anyMatch(it -> !it.series().isEmpty());
    if (!begun && isOfFolder(config)) {
      ModelBindings folder = new ModelBindings(engine, config.selection());
      folder.selected();
      folder.leftOut().forEach(file -> LOG.warn("'{}' is left out: {}", file, ModelBindings.NAMED));
    }
    engine.registry().bind();
  }

  private static List<Binding> bindings(ServiceConfig config) {
    if (!config.models().bindings().isEmpty()) {
      return config.models().bindings();
    }
    ServiceConfig.ModelSelection selection = config.selection();
    if (selection.checkpoint().isPresent()) {
      Path file = selection.checkpoint().get();
      requireVersion(file, selection);
      return List.of(Binding.ofAll(DEFAULT, "", new VersionChoice.File(file)));
    }
    if (!selection.files().isEmpty()) {
      return ofFiles(selection.files());
    }
    return List.of(
        selection
            .version()
            .map(version -> Binding.ofAll(DEFAULT, selection.type(), VersionChoice.parse(version)))
            .orElseGet(
                () ->
                    Binding.ofAll(
                        DEFAULT,
                        "",
                        selection.autoReload()
                            ? new VersionChoice.Latest()
                            : new VersionChoice.Only())));
  }

  private static void requireVersion(Path file, ServiceConfig.ModelSelection selection) {
    String found = manifest(file).map(ModelManifest::version).orElse("");
    String expected = selection.version().orElse(found);
    if (!expected.equals(found)) {
      throw new InferenceException(
          ErrorCode.SCHEMA_MISMATCH,
          file
              + ": expected version "
              + expected
              + " as operational.model_config.model_version says, found "
              + found);
    }
  }

  private static Optional<ModelManifest> manifest(Path file) {
    return ModelLoader.readFile(file, Optional.empty()).manifest();
  }

  private static List<Binding> ofFiles(List<Path> files) {
    Map<String, Path> bySeries = new HashMap<>();
    List<Binding> all = new ArrayList<>();
    for (Path file : files) {
      Optional<ModelManifest> manifest = manifest(file);
      String symbol = manifest.map(ModelManifest::symbol).orElse("");
      String timeframe = manifest.flatMap(ModelManifest::timeframe).map(Timeframe::code).orElse("");
      ModelBindings.requireSeries(file.toString(), symbol, timeframe);
      Path other = bySeries.put(symbol + " " + timeframe, file);
      if (other != null) {
        throw ModelBindings.conflict(symbol + " " + timeframe, other.toString(), file.toString());
      }
      all.add(
          new Binding(
              symbol + "-" + timeframe,
              List.of(symbol),
              List.of(timeframe),
              "",
              new VersionChoice.File(file),
              Optional.empty()));
    }
    return all;
  }
}
