package io.tickcast.examples.service;

import io.tickcast.core.ConfigOrigin;
import io.tickcast.core.EngineSettings;
import io.tickcast.core.FeedSettings;
import io.tickcast.core.Instrument;
import io.tickcast.core.JournalSettings;
import io.tickcast.core.OperationalConfig;
import io.tickcast.hub.HubSettings;
import io.tickcast.transport.http.HttpConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The whole configuration of the service. <i>Immutable.</i>
 *
 * @param selection which models serve
 * @param models the bindings, where the selection does not say it all
 * @param operational the decision settings
 * @param origin where each of them comes from
 * @param feed what is taken from the feeds
 * @param instruments the instruments that need more than their symbol
 * @param engine the size of the engine
 * @param journal where decisions are kept before they are published
 * @param sources where bars come from
 * @param sinks where signals go
 * @param stores where models are kept
 * @param http where the HTTP server listens
 * @param hub where operational settings come from while it runs; absent for nowhere
 * @param data the folder that the service writes to
 */
record ServiceConfig(
    ModelSelection selection,
    ModelsReader.Models models,
    OperationalConfig operational,
    ConfigOrigin origin,
    FeedSettings feed,
    List<Instrument> instruments,
    EngineSettings engine,
    JournalSettings journal,
    List<Component> sources,
    List<Component> sinks,
    List<Component> stores,
    HttpConfig http,
    Optional<HubSettings> hub,
    Path data) {
  /** Copies the lists. */
  ServiceConfig {
    instruments = List.copyOf(instruments);
    sources = List.copyOf(sources);
    sinks = List.copyOf(sinks);
    stores = List.copyOf(stores);
  }

  /** The sinks that a provider makes. */
  List<Component> sinksOf(String type) {
    return sinks.stream().filter(sink -> sink.type().equals(type)).toList();
  }

  /** The sources that bars come from by themselves. */
  List<Component> liveSources() {
    return sources.stream().filter(source -> !source.holdsThePast()).toList();
  }

  /** The source that stands in for those while they are away. */
  Optional<Component> pastSource() {
    return sources.stream().filter(Component::holdsThePast).findFirst();
  }

  /** The sources that a provider makes. */
  List<Component> sourcesOf(String type) {
    return sources.stream().filter(source -> source.type().equals(type)).toList();
  }

  /**
   * Which models serve: the named files when there are some, else the one of a version, else every
   * model file in the folder.
   *
   * @param folder where model files live
   * @param files model files
   * @param type the model type that a version is looked up with
   * @param version the bare version to serve
   * @param checkpoint the file of the operational block, below the folder
   * @param autoReload whether a new file should be taken up by itself
   * @param nativeCode which files may reach native code
   */
  record ModelSelection(
      Path folder,
      List<Path> files,
      String type,
      Optional<String> version,
      Optional<Path> checkpoint,
      boolean autoReload,
      NativeCode nativeCode) {
    /** Copies the list. */
    ModelSelection {
      files = List.copyOf(files);
    }
  }

  /**
   * A source, a sink or a store.
   *
   * @param name unique among its kind
   * @param type the name of its provider
   * @param options for the provider; may hold secrets, so {@link #toString} shows the keys alone
   * @param place where it is configured
   */
  record Component(String name, String type, Map<String, String> options, Place place) {
    /** Copies the options. */
    Component {
      options = Map.copyOf(options);
    }

    /** Whether it is a source that holds past bars alone: it can stand in for live ones. */
    boolean holdsThePast() {
      return type.equals(ClickHouseCommand.TYPE);
    }

    @Override
    public String toString() {
      return "Component[" + name + ", " + type + ", " + new TreeSet<>(options.keySet()) + "]";
    }
  }
}
