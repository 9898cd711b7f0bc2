package io.tickcast.examples.service;

import io.tickcast.api.EpochNanoClock;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.InferenceEngineBuilder;
import io.tickcast.core.ModelChoice;
import io.tickcast.core.RegistryModels;
import io.tickcast.hub.CentralHub;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;

/** What ties a service to its Central Hub, where it has one. <i>Confined.</i> */
final class HubLink implements AutoCloseable {
  private static final Logger LOG = Logs.of(HubLink.class);

  /** The binding that {@code model_config} speaks of. */
  private static final String BINDING = "default";

  private final ServiceConfig config;
  private final Optional<CentralHub> hub;

  private HubLink(ServiceConfig config, Optional<CentralHub> hub) {
    this.config = config;
    this.hub = hub;
  }

  /**
   * A link that asks for nothing yet.
   *
   * @param config of the service
   * @param clock of the engine
   * @param recorded whether a recording is played, in which a hub of today has no say
   */
  static HubLink of(ServiceConfig config, EpochNanoClock clock, boolean recorded) {
    if (recorded && config.hub().isPresent()) {
      LOG.warn("a recording is played without the hub");
    }
    return new HubLink(
        config,
        config
            .hub()
            .filter(settings -> !recorded)
            .map(settings -> CentralHub.create(settings, clock)));
  }

  /** Has broadcasts handed over, and the hub shown in the status. */
  void addTo(InferenceEngineBuilder builder) {
    hub.ifPresent(it -> builder.configFrames(it.frames()).configSource(it::status));
  }

  /** Applies the last good copy, so that the models that it names are loaded at once. */
  void begin(InferenceEngine engine) {
    hub.ifPresent(
        it ->
            it.begin(
                engine,
                config.operational(),
                config.origin(),
                new RegistryModels(engine, BINDING, configured(), config.selection().folder())));
  }

  /** Applies what the hub says now, before the first bar. */
  void ask() {
    hub.ifPresent(CentralHub::ask);
  }

  private ModelChoice configured() {
    ServiceConfig.ModelSelection selection = config.selection();
    return new ModelChoice(
        Optional.empty(),
        selection.version(),
        selection.checkpoint().map(Path::toString),
        Optional.of(selection.autoReload()));
  }

  /** Follows the hub from now on. */
  void start(URI self) {
    hub.ifPresent(it -> it.start(self));
  }

  @Override
  public void close() {
    hub.ifPresent(CentralHub::close);
  }
}
