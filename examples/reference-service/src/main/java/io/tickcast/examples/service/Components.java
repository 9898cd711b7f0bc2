package io.tickcast.examples.service;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FeatureSourceProvider;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SignalSinkProvider;
import io.tickcast.core.SystemClock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;

/** Makes the sources and sinks of a configuration through the providers on the class path. */
final class Components {
  private static final Logger LOG = Logs.of(Components.class);

  /** A class loader that can not be read fails at each step, for ever. */
  private static final int MOST_BROKEN = 100;

  private Components() {}

  /** The source of a configuration; not opened. */
  static FeatureSource source(ServiceConfig.Component component, EpochNanoClock clock) {
    return named("source", component, sourceProviders()).create(config("source", component, clock));
  }

  /** The sink of a configuration; not opened. */
  static SignalSink sink(ServiceConfig.Component component, EpochNanoClock clock) {
    return named("sink", component, sinkProviders()).create(config("sink", component, clock));
  }

  /** The same configuration with what the providers find wrong; nothing is opened. */
  static LoadedConfig checked(LoadedConfig loaded) {
    EpochNanoClock clock = new SystemClock();
    List<Fault> faults = new ArrayList<>(loaded.faults());
    for (ServiceConfig.Component component : loaded.config().sources()) {
      check(component, faults, each -> source(each, clock));
    }
    for (ServiceConfig.Component component : loaded.config().sinks()) {
      check(component, faults, each -> sink(each, clock));
    }
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

  private static ComponentConfig config(
      String kind, ServiceConfig.Component component, EpochNanoClock clock) {
    return new ComponentConfig(kind + " '" + component.name() + "'", component.options(), clock);
  }

  private static <P> P named(
      String kind, ServiceConfig.Component component, Map<String, P> providers) {
    P provider = providers.get(component.type());
    if (provider != null) {
      return provider;
    }
    String hint =
        Nearest.to(component.type(), providers.keySet())
            .map(near -> "; did you mean '" + near + "'?")
            .orElse("");
    throw new InferenceException(
        ErrorCode.NOT_FOUND,
        kind
            + " '"
            + component.name()
            + "': expected a type of "
            + String.join(", ", providers.keySet())
            + ", found '"
            + component.type()
            + "'"
            + hint);
  }

  private static Map<String, FeatureSourceProvider> sourceProviders() {
    return providers(FeatureSourceProvider.class, FeatureSourceProvider::name);
  }

  private static Map<String, SignalSinkProvider> sinkProviders() {
    return providers(SignalSinkProvider.class, SignalSinkProvider::name);
  }

  /** The providers by name; a broken one is left out, and does not hide the others. */
  private static <P> Map<String, P> providers(Class<P> type, Function<P, String> name) {
    Map<String, P> providers = new TreeMap<>();
    Iterator<P> found = ServiceLoader.load(type, Components.class.getClassLoader()).iterator();
    for (int broken = 0; broken < MOST_BROKEN; ) {
      try {
        if (!found.hasNext()) {
          return providers;
        }
        add(providers, found.next(), name);
      } catch (ServiceConfigurationError | LinkageError e) {
        broken++;
        LOG.warn("a provider is left out: {}", Failures.oneLine(String.valueOf(e.getMessage())));
      }
    }
    return providers;
  }

  private static <P> void add(Map<String, P> providers, P provider, Function<P, String> name) {
    P other = providers.putIfAbsent(name.apply(provider), provider);
    if (other != null && !other.getClass().getName().equals(provider.getClass().getName())) {
      throw new InferenceException(
          ErrorCode.CONFLICT,
          "expected one provider named '"
              + name.apply(provider)
              + "', found "
              + other.getClass().getName()
              + " and "
              + provider.getClass().getName());
    }
  }
}
