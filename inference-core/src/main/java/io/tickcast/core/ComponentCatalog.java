package io.tickcast.core;

import io.tickcast.api.CheckpointStore;
import io.tickcast.api.CheckpointStoreProvider;
import io.tickcast.api.ComponentConfig;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FeatureSourceProvider;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SignalSinkProvider;
import java.util.List;
import java.util.function.Function;

/**
 * The sources, sinks and checkpoint stores that can be made by the name of their provider, such as
 * {@code nats}. <i>Immutable</i>, and so as thread-safe as the providers.
 */
public final class ComponentCatalog {
  private final Providers<FeatureSourceProvider> sources;
  private final Providers<SignalSinkProvider> sinks;
  private final Providers<CheckpointStoreProvider> stores;

  private ComponentCatalog(ClassLoader loader) {
    sources = Providers.find(ProviderKind.SOURCES, loader, List.of());
    sinks = Providers.find(ProviderKind.SINKS, loader, List.of());
    stores = Providers.find(ProviderKind.STORES, loader, List.of());
  }

  /**
   * Looks up all providers; a broken one is left out and logged.
   *
   * @param loader whose services are looked at
   * @throws InferenceException (CONFLICT) when two providers of one kind claim one name
   */
  public static ComponentCatalog find(ClassLoader loader) {
    return new ComponentCatalog(loader);
  }

  /**
   * Makes a source; nothing is opened.
   *
   * @param type the name of its provider
   * @param config its settings
   * @throws InferenceException (NOT_FOUND) listing the names that exist and the artifact to add;
   *     (INVALID_CONFIGURATION) when a setting does not do
   */
  public FeatureSource source(String type, ComponentConfig config) {
    return made(sources, type, config, provider -> provider.create(config));
  }

  /**
   * Makes a sink; nothing is opened.
   *
   * @param type the name of its provider
   * @param config its settings
   * @throws InferenceException (NOT_FOUND) listing the names that exist and the artifact to add;
   *     (INVALID_CONFIGURATION) when a setting does not do
   */
  public SignalSink sink(String type, ComponentConfig config) {
    return made(sinks, type, config, provider -> provider.create(config));
  }

  /**
   * Makes a checkpoint store; nothing is opened.
   *
   * @param type the name of its provider
   * @param config its settings
   * @throws InferenceException (NOT_FOUND) listing the names that exist and the artifact to add;
   *     (INVALID_CONFIGURATION) when a setting does not do
   */
  public CheckpointStore store(String type, ComponentConfig config) {
    return made(stores, type, config, provider -> provider.create(config));
  }

  private static <P, C> C made(
      Providers<P> providers, String type, ComponentConfig config, Function<P, C> creation) {
    return creation.apply(provider(providers, type, config));
  }

  private static <P> P provider(Providers<P> providers, String type, ComponentConfig config) {
    try {
      return providers.named(type);
    } catch (InferenceException e) {
      throw new InferenceException(e.code(), config.name() + ": type: " + e.getMessage(), e);
    }
  }
}
