package io.tickcast.examples.service;

import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ComponentConfig;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalSink;
import io.tickcast.core.ComponentCatalog;
import io.tickcast.core.SystemClock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Makes the sources, sinks and stores of a configuration through the providers on the class path.
 * <i>Immutable.</i>
 *
 * @param catalog finds the providers
 * @param clock the engine's clock
 */
record Components(ComponentCatalog catalog, EpochNanoClock clock) {
  static Components of(EpochNanoClock clock) {
    return new Components(ComponentCatalog.find(Components.class.getClassLoader()), clock);
  }

  /** The source of a configuration; not opened. */
  FeatureSource source(ServiceConfig.Component component) {
    return catalog.source(component.type(), config("source", component));
  }

  /** The sink of a configuration; not opened. */
  SignalSink sink(ServiceConfig.Component component) {
    return catalog.sink(component.type(), config("sink", component));
  }

  /** The store of a configuration, as its provider makes it; nothing is asked. */
  CheckpointStore store(ServiceConfig.Component component) {
    return catalog.store(
        component.type(), config("store", ModelStores.withoutCacheOptions(component)));
  }

  /** What a provider is told of a component. */
  ComponentConfig config(String kind, ServiceConfig.Component component) {
    return new ComponentConfig(kind + " '" + component.name() + "'", component.options(), clock);
  }

  /** The same configuration with what the providers find wrong; nothing is opened. */
  static LoadedConfig checked(LoadedConfig loaded) {
    Components components = of(new SystemClock());
    List<Fault> faults = new ArrayList<>(loaded.faults());
    loaded.config().sources().forEach(each -> check(each, faults, components::source));
    loaded.config().sinks().forEach(each -> check(each, faults, components::sink));
    loaded
        .config()
        .stores()
        .forEach(each -> check(each, faults, ModelStores.of(loaded.config(), components)::make));
    return new LoadedConfig(loaded.file(), loaded.config(), loaded.effective(), faults);
  }

  private static void check(
      ServiceConfig.Component component,
      List<Fault> faults,
      Function<ServiceConfig.Component, AutoCloseable> maker) {
    try {
      maker.apply(component).close();
    } catch (InferenceException e) {
      faults.add(new Fault(component.place(), Failures.message(e)));
    } catch (Exception e) {
      throw new IllegalStateException("closing a component that was never opened", e);
    }
  }
}
