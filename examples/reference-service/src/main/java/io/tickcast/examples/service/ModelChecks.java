package io.tickcast.examples.service;

import io.tickcast.api.InferenceException;
import io.tickcast.core.BindingStatus;
import io.tickcast.core.BindingStatus.ModelInfo;
import io.tickcast.core.BindingStatus.SeriesStatus;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.InferenceEngineBuilder;
import io.tickcast.core.LoadedModel;
import java.util.ArrayList;
import java.util.List;

/** Loads and verifies every model of a configuration as the service does. */
final class ModelChecks {
  static final String CHECK = "model";
  private static final int HASH_DIGITS = 12;
  private static final String NONE =
      "put model files there, name another folder with --models, or files in models.files";

  private static final String NONE_IN_STORES =
      "publish such a version, or say another one in 'bindings' or model_config; 'model list"
          + " --checkpoints' of a running service shows what there is";

  private ModelChecks() {}

  /** Loads all of them, whatever becomes of the others. */
  static List<Diagnosis> run(ServiceConfig config, Components components) {
    return ConfiguredModels.isOfFolder(config) ? ofFolder(config) : ofBindings(config, components);
  }

  /** What the bindings mean now, from the stores themselves: a cache is the service's own. */
  private static List<Diagnosis> ofBindings(ServiceConfig config, Components components) {
    InferenceEngineBuilder builder = Service.builder(config);
    ModelStores.of(config, components).makeAllBare().values().forEach(builder::checkpointStore);
    try (InferenceEngine engine = ConfiguredModels.patient(builder, config).build()) {
      engine.registry().bind();
      List<Diagnosis> all = new ArrayList<>();
      for (BindingStatus binding : engine.registry().bindings()) {
        for (SeriesStatus series : binding.series()) {
          all.add(Diagnosis.ok(CHECK, described(binding, series)));
        }
        if (!binding.problem().isEmpty()) {
          String problem = "binding '" + binding.name() + "': " + binding.problem();
          all.add(Diagnosis.fail(CHECK, problem, NONE_IN_STORES));
        }
      }
      return all;
    } catch (InferenceException e) {
      return List.of(Diagnosis.fail(CHECK, Failures.message(e), NONE_IN_STORES));
    }
  }

  private static String described(BindingStatus binding, SeriesStatus series) {
    ModelInfo model = series.champion();
    return "binding '"
        + binding.name()
        + "' ("
        + binding.version()
        + "): "
        + model.location()
        + ": "
        + model.modelVersion()
        + " for "
        + series.symbol()
        + " "
        + series.timeframe()
        + ", sha256 "
        + model.sha256().substring(0, HASH_DIGITS)
        + "; "
        + model.verification().summary();
  }

  private static List<Diagnosis> ofFolder(ServiceConfig config) {
    try (InferenceEngine engine = Service.builder(config).build()) {
      ModelBindings bindings = new ModelBindings(engine, config.selection());
      List<Diagnosis> all = new ArrayList<>();
      for (String file : bindings.leftOut()) {
        all.add(
            Diagnosis.warn(
                CHECK,
                "'" + file + "' is left out: " + ModelBindings.NAMED + ", found neither",
                "give it one of them, or take it out of the folder"));
      }
      bindings.selected().forEach(selected -> all.add(loaded(bindings, selected)));
      return all;
    } catch (InferenceException e) {
      return List.of(Diagnosis.fail(CHECK, Failures.message(e), NONE));
    }
  }

  private static Diagnosis loaded(ModelBindings bindings, ModelBindings.Selected selected) {
    try {
      return Diagnosis.ok(CHECK, described(bindings.bind(selected)));
    } catch (InferenceException e) {
      String place = selected.location();
      return String.valueOf(e.getMessage()).contains(place)
          ? Diagnosis.fail(CHECK, e)
          : Diagnosis.fail(
              CHECK, new InferenceException(e.code(), place + ": " + e.getMessage(), e));
    }
  }

  private static String described(LoadedModel model) {
    return model.location()
        + ": "
        + model.modelVersion()
        + " for "
        + model.symbol()
        + " "
        + model.timeframe()
        + ", "
        + model.signature().inputs().size()
        + " inputs, "
        + model.signature().outputs().size()
        + " outputs, sha256 "
        + model.sha256().substring(0, HASH_DIGITS)
        + "; "
        + model.verification();
  }
}
