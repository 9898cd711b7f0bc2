package io.tickcast.core;

import io.tickcast.api.CheckpointStore;
import io.tickcast.api.EngineListener;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.SignalSink;
import io.tickcast.core.EngineStatus.ConfigSourceStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gathers what an {@link InferenceEngine} is made of. Everything is optional. <i>Confined.</i> */
public final class InferenceEngineBuilder {
  final List<ModelProvider> providers = new ArrayList<>();
  final List<CheckpointStore> stores = new ArrayList<>();
  final Map<String, FeatureSource> sources = new LinkedHashMap<>();
  final Map<String, SignalSink> sinks = new LinkedHashMap<>();
  final List<EngineListener> listeners = new ArrayList<>();
  final List<Path> models = new ArrayList<>();
  List<Instrument> instruments = List.of();
  ClassLoader classLoader = InferenceEngine.class.getClassLoader();
  EpochNanoClock clock = new SystemClock();
  OperationalConfig config = OperationalConfig.defaults();
  ConfigOrigin configOrigin = ConfigOrigin.of("start");
  Optional<FrameHandler> configFrames = Optional.empty();
  Optional<Supplier<ConfigSourceStatus>> configSource = Optional.empty();
  FeedSettings feed = FeedSettings.defaults();
  EngineSettings settings = EngineSettings.defaults();
  List<Binding> bindings = List.of();
  RegistrySettings registry = RegistrySettings.defaults();
  Optional<JournalSettings> journal = Optional.empty();
  Optional<Journal> playback = Optional.empty();
  Optional<FeatureSource> fallback = Optional.empty();

  /** Whether nothing that happens has a consequence. */
  boolean rehearses;

  InferenceEngineBuilder() {}

  /**
   * Where model providers are looked up by {@link java.util.ServiceLoader}.
   *
   * @param loader the one that sees the backends
   */
  public InferenceEngineBuilder classLoader(ClassLoader loader) {
    classLoader = Objects.requireNonNull(loader, "loader");
    return this;
  }

  /**
   * Adds a model provider to those that are found.
   *
   * @param provider of another name than the others
   */
  public InferenceEngineBuilder modelProvider(ModelProvider provider) {
    providers.add(Objects.requireNonNull(provider, "provider"));
    return this;
  }

  /**
   * Adds a store that models are loaded from; the engine closes it.
   *
   * @param store asked in the order of adding
   */
  public InferenceEngineBuilder checkpointStore(CheckpointStore store) {
    stores.add(Objects.requireNonNull(store, "store"));
    return this;
  }

  /**
   * Adds a source; the engine opens, polls and closes it.
   *
   * @param name as signals and the status call it, such as {@code nats}
   * @param source not opened
   */
  public InferenceEngineBuilder source(String name, FeatureSource source) {
    unique(sources.put(name, Objects.requireNonNull(source, "source")), "source", name);
    return this;
  }

  /**
   * Lets the history of a source stand in for the live feed while that is away or silent, as {@link
   * OperationalConfig#fallback} says. The engine opens and closes it, and never polls it.
   *
   * @param source with a history; not opened
   */
  public InferenceEngineBuilder fallback(FeatureSource source) {
    fallback = Optional.of(source);
    return this;
  }

  /**
   * Adds a sink; the engine opens, feeds and closes it.
   *
   * @param name as the status calls it
   * @param sink not opened
   */
  public InferenceEngineBuilder sink(String name, SignalSink sink) {
    unique(sinks.put(name, Objects.requireNonNull(sink, "sink")), "sink", name);
    return this;
  }

  private static void unique(@Nullable Object before, String kind, String name) {
    if (before != null) {
      throw Checks.invalid(kind, "each name once", "'" + name + "' again");
    }
  }

  /**
   * Adds a listener.
   *
   * @param listener called on the engine's threads
   */
  public InferenceEngineBuilder listener(EngineListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * The clock of all readings.
   *
   * @param time the system's when not set
   */
  public InferenceEngineBuilder clock(EpochNanoClock time) {
    clock = Objects.requireNonNull(time, "time");
    return this;
  }

  /**
   * The operational configuration.
   *
   * @param operational the defaults when not set
   */
  public InferenceEngineBuilder config(OperationalConfig operational) {
    config = Objects.requireNonNull(operational, "operational");
    return this;
  }

  /**
   * Where the operational configuration comes from, for the status.
   *
   * @param origin {@code start} when not set
   */
  public InferenceEngineBuilder configOrigin(ConfigOrigin origin) {
    configOrigin = Objects.requireNonNull(origin, "origin");
    return this;
  }

  /**
   * Hands over the frames of kind {@link io.tickcast.api.FrameKind#CONFIG}; without it they are
   * refused.
   *
   * @param handler called on the threads of sources; must be quick
   */
  public InferenceEngineBuilder configFrames(FrameHandler handler) {
    configFrames = Optional.of(handler);
    return this;
  }

  /**
   * Shows in the status where operational configurations come from while the engine runs.
   *
   * @param source asked for each status, from several threads
   */
  public InferenceEngineBuilder configSource(Supplier<ConfigSourceStatus> source) {
    configSource = Optional.of(source);
    return this;
  }

  /**
   * What is taken from the feed.
   *
   * @param taken the defaults when not set
   */
  public InferenceEngineBuilder feed(FeedSettings taken) {
    feed = Objects.requireNonNull(taken, "taken");
    return this;
  }

  /**
   * The instruments whose aliases or steps matter; others are taken as they come.
   *
   * @param known each symbol and alias once
   */
  public InferenceEngineBuilder instruments(List<Instrument> known) {
    instruments = List.copyOf(known);
    return this;
  }

  /**
   * The size of the engine.
   *
   * @param size the defaults when not set
   */
  public InferenceEngineBuilder settings(EngineSettings size) {
    settings = Objects.requireNonNull(size, "size");
    return this;
  }

  /**
   * Keeps the journal on disk: decisions, fills and deliveries survive a restart, archive sinks
   * take up where they were, and no bar is decided twice. Without this the journal is in memory.
   *
   * @param kept where and how
   */
  public InferenceEngineBuilder journal(JournalSettings kept) {
    journal = Optional.of(kept);
    return this;
  }

  /** Takes another journal: that of a replay. */
  InferenceEngineBuilder playback(Journal journal) {
    playback = Optional.of(journal);
    return this;
  }

  /**
   * Says which models serve what; the stores hold them.
   *
   * @param all each with a name of its own, and no two for the same
   */
  public InferenceEngineBuilder bindings(List<Binding> all) {
    bindings = List.copyOf(all);
    return this;
  }

  /**
   * How the registry of models behaves.
   *
   * @param settings the defaults when not set
   */
  public InferenceEngineBuilder registry(RegistrySettings settings) {
    registry = Objects.requireNonNull(settings, "settings");
    return this;
  }

  /**
   * Adds a model file that is loaded, verified and served by {@link #build}, for the symbol and
   * timeframe of its manifest or its name.
   *
   * @param file such as {@code models/xgboost_eurusd_5m_v1.2.3.json}
   */
  public InferenceEngineBuilder model(Path file) {
    models.add(Objects.requireNonNull(file, "file"));
    return this;
  }

  /**
   * Makes the engine. Starts no thread and opens no connection.
   *
   * @throws io.tickcast.api.InferenceException when the configuration contradicts itself, or a
   *     model does not load or verify
   */
  public InferenceEngine build() {
    return InferenceEngine.create(this);
  }
}
