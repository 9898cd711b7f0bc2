package io.tickcast.examples.service;

import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.InferenceException;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.InferenceEngineBuilder;
import io.tickcast.core.RecordedSource;
import io.tickcast.core.SystemClock;
import io.tickcast.transport.http.HttpServer;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * A configured engine with its HTTP server. <i>Confined</i> to the thread of the command.
 *
 * <p>A recording stands alone and has the clock of its own time; everything else is live and has
 * the clock of this machine.
 */
final class Service implements AutoCloseable {
  private static final Logger LOG = Logs.of(Service.class);
  private static final long LOOK_NANOS = 100_000_000L;
  private static final long WATCH_NANOS = 1_000_000_000L;

  private final Session session;
  private final HttpServer http;
  private final InferenceEngine engine;
  private final HubLink hub;
  private final Optional<RecordedSource> recording;
  private final Optional<String> adminToken;

  private Service(
      Session session,
      HttpServer http,
      InferenceEngine engine,
      HubLink hub,
      Optional<RecordedSource> recording,
      Optional<String> adminToken) {
    this.hub = hub;
    this.session = session;
    this.http = http;
    this.engine = engine;
    this.recording = recording;
    this.adminToken = adminToken;
  }

  /**
   * Makes a service with its models loaded and verified; opens nothing.
   *
   * @param session where it runs
   * @param config without faults
   * @param withoutArchive whether the operator has said that signals need not be archived
   * @throws InferenceException when sources, sinks or models do not do
   */
  static Service create(Session session, ServiceConfig config, boolean withoutArchive) {
    EpochNanoClock system = new SystemClock();
    HttpServer http = HttpServer.create(config.http());
    InferenceEngineBuilder builder = builder(config).listener(http.listener());
    Components components = Components.of(system);
    ServingRules.require(config, components, withoutArchive);
    Optional<RecordedSource> recording = addSources(builder, config, components);
    addSinks(builder, config, components);
    ModelStores.of(config, components).addTo(builder);
    ConfiguredModels.addTo(builder, config);
    if (recording.isEmpty()) {
      // A recording is played again and again; a journal would take its bars for duplicates.
      builder.journal(config.journal());
    }
    HubLink hub = HubLink.of(config, system, recording.isPresent());
    hub.addTo(builder);
    builder.clock(recording.map(RecordedSource::clock).orElse(system));
    InferenceEngine engine = builder.build();
    try {
      hub.begin(engine);
      ConfiguredModels.bind(engine, config);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
    Optional<String> token =
        AdminTokens.find(config.models().adminTokenFile(), session.environment());
    return new Service(session, http, engine, hub, recording, token);
  }

  /** An engine's builder with all settings, and without sources and sinks. */
  static InferenceEngineBuilder builder(ServiceConfig config) {
    InferenceEngineBuilder builder =
        InferenceEngine.builder()
            .classLoader(Service.class.getClassLoader())
            .config(config.operational())
            .configOrigin(config.origin())
            .feed(config.feed())
            .instruments(config.instruments())
            .settings(config.engine());
    return config.selection().nativeCode().addTo(builder);
  }

  private static Optional<RecordedSource> addSources(
      InferenceEngineBuilder builder, ServiceConfig config, Components components) {
    Optional<RecordedSource> recording = Optional.empty();
    for (ServiceConfig.Component component : config.liveSources()) {
      FeatureSource source = components.source(component);
      if (source instanceof RecordedSource recorded) {
        RecordedSource timed = recorded.timedBy(System::nanoTime);
        recording = Optional.of(timed);
        source = timed;
      }
      builder.source(component.name(), source);
    }
    if (recording.isEmpty()) {
      config.pastSource().ifPresent(past -> builder.fallback(components.source(past)));
    }
    return recording;
  }

  private static void addSinks(
      InferenceEngineBuilder builder, ServiceConfig config, Components components) {
    config.sinks().forEach(each -> builder.sink(each.name(), components.sink(each)));
  }

  /**
   * Opens everything, says that it is ready, and runs until somebody ends it.
   *
   * @param whenReady hears where the HTTP server is, once only the feed may still be missing
   */
  void run(Consumer<URI> whenReady) throws InterruptedException {
    http.start(engine::status, engine.registry(), engine::tradingState, adminToken);
    if (recording.isPresent()) {
      engine.open();
    } else {
      hub.ask();
      engine.start();
      hub.start(http.uri());
    }
    if (awaitReady()) {
      session.console().line("ready on " + http.uri());
      whenReady.accept(http.uri());
      if (recording.isPresent()) {
        replay(recording.get());
      }
      watch();
    }
    LOG.info("ending: sources, lanes and sinks are drained");
  }

  /** Waits until only the feed may still stand against readiness; false when it is to end first. */
  private boolean awaitReady() throws InterruptedException {
    while (!session.termination().isRequested()) {
      if (engine.status().readyButForFeed()) {
        return true;
      }
      session.termination().await(LOOK_NANOS);
    }
    return false;
  }

  private void watch() throws InterruptedException {
    ReadinessLog log = new ReadinessLog();
    do {
      log.look(engine.status());
    } while (!session.termination().await(WATCH_NANOS));
  }

  private void replay(RecordedSource source) throws InterruptedException {
    Replay.run(engine, source, session.termination(), steps -> {}, () -> true);
    if (!session.termination().isRequested()) {
      LOG.info("the recording has ended: {}", RunSummary.of(engine.status()).json());
    }
  }

  @Override
  public void close() {
    try (http) {
      hub.close();
      engine.close();
    }
  }
}
