package io.tickcast.examples.service;

import io.tickcast.api.Delivery;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.InferenceException;
import io.tickcast.api.RecordKind;
import io.tickcast.api.SignalSink;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.InferenceEngineBuilder;
import io.tickcast.core.RecordedSource;
import io.tickcast.core.SystemClock;
import io.tickcast.transport.http.HttpServer;
import java.net.URI;
import java.util.List;
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
  private final Optional<RecordedSource> recording;

  private Service(
      Session session,
      HttpServer http,
      InferenceEngine engine,
      Optional<RecordedSource> recording) {
    this.session = session;
    this.http = http;
    this.engine = engine;
    this.recording = recording;
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
    Optional<RecordedSource> recording = addSources(builder, config, components);
    addSinks(builder, config, components, withoutArchive);
    if (recording.isEmpty()) {
      // A recording is played again and again; a journal would take its bars for duplicates.
      builder.journal(config.journal());
    }
    builder.clock(recording.map(RecordedSource::clock).orElse(system));
    InferenceEngine engine = builder.build();
    try {
      ModelBindings.bind(engine, config.selection());
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
    if (config.selection().autoReload()) {
      LOG.warn("auto_reload is not there yet: another model is taken up at the next start");
    }
    return new Service(session, http, engine, recording);
  }

  private static InferenceEngineBuilder builder(ServiceConfig config) {
    return InferenceEngine.builder()
        .classLoader(Service.class.getClassLoader())
        .config(config.operational())
        .feed(config.feed())
        .instruments(config.instruments())
        .settings(config.engine());
  }

  private static Optional<RecordedSource> addSources(
      InferenceEngineBuilder builder, ServiceConfig config, Components components) {
    List<ServiceConfig.Component> sources = config.sources();
    if (sources.isEmpty()) {
      throw new InferenceException(
          ErrorCode.INVALID_CONFIGURATION,
          "expected at least one source, found none: add one under 'sources'");
    }
    Optional<RecordedSource> recording = Optional.empty();
    for (ServiceConfig.Component component : sources) {
      FeatureSource source = components.source(component);
      if (source instanceof RecordedSource recorded) {
        requireAlone(component, sources);
        RecordedSource timed = recorded.timedBy(System::nanoTime);
        recording = Optional.of(timed);
        source = timed;
      }
      builder.source(component.name(), source);
    }
    return recording;
  }

  private static void requireAlone(
      ServiceConfig.Component recording, List<ServiceConfig.Component> sources) {
    if (sources.size() > 1) {
      throw new InferenceException(
          ErrorCode.INVALID_CONFIGURATION,
          recording.place()
              + ": expected a recording as the only source, because it brings its own time, found "
              + sources.size()
              + " sources");
    }
  }

  private static void addSinks(
      InferenceEngineBuilder builder,
      ServiceConfig config,
      Components components,
      boolean withoutArchive) {
    boolean archived = false;
    for (ServiceConfig.Component component : config.sinks()) {
      SignalSink sink = components.sink(component);
      archived |= sink.delivery() == Delivery.ARCHIVE && sink.kinds().contains(RecordKind.SIGNAL);
      builder.sink(component.name(), sink);
    }
    if (!archived && !withoutArchive) {
      throw new InferenceException(
          ErrorCode.INVALID_CONFIGURATION,
          "expected a sink that archives every signal, found none: name servers with --kafka and"
              + " --clickhouse, add one under 'sinks', or say --without-archive");
    }
  }

  /**
   * Opens everything, says that it is ready, and runs until somebody ends it.
   *
   * @param whenReady hears where the HTTP server is, once only the feed may still be missing
   */
  void run(Consumer<URI> whenReady) throws InterruptedException {
    http.start(engine::status);
    if (recording.isPresent()) {
      engine.open();
    } else {
      engine.start();
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
      engine.close();
    }
  }
}
