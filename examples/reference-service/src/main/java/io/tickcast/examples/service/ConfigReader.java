package io.tickcast.examples.service;

import io.tickcast.core.BarTime;
import io.tickcast.core.ConfigOrigin;
import io.tickcast.core.EngineSettings;
import io.tickcast.core.FallbackSettings;
import io.tickcast.core.FeedSettings;
import io.tickcast.core.InferenceSettings;
import io.tickcast.core.MonitoringSettings;
import io.tickcast.core.OperationalConfig;
import io.tickcast.core.SignalSettings;
import io.tickcast.core.SizeUnit;
import io.tickcast.core.TradingSettings;
import io.tickcast.transport.http.HttpConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the service's configuration: flags over variables over the file over defaults. The ranges
 * are those of the core's records, which check them.
 */
final class ConfigReader {
  private static final SettingType<BarTime> BAR_TIME =
      SettingType.choice(Map.of("close", BarTime.CLOSE, "open", BarTime.OPEN));
  private static final SettingType<SizeUnit> SIZE_UNIT =
      SettingType.choice(
          Map.of(
              SizeUnit.LOTS.code(), SizeUnit.LOTS,
              SizeUnit.UNITS.code(), SizeUnit.UNITS,
              SizeUnit.FRACTION.code(), SizeUnit.FRACTION));

  private final ConfigScope scope;
  private final ConfigSection root;
  private final ConfigPaths paths;

  private ConfigReader(ConfigScope scope, ConfigNode.Block block, ConfigPaths paths) {
    this.scope = scope;
    this.paths = paths;
    this.root = new ConfigSection("", new Place(scope.file, 0), block, scope);
  }

  /**
   * Reads a configuration file.
   *
   * @param file the YAML file; relative paths in it start at its folder
   * @param environment the variables of the process
   * @param flags values from the command line by setting
   */
  static LoadedConfig read(
      Path file, Map<String, String> environment, Map<String, ConfigScope.Layered> flags) {
    ConfigScope scope = new ConfigScope(file.toString(), environment, flags);
    ConfigNode.Block block = YamlFile.read(file, scope.faults);
    return new ConfigReader(scope, block, ConfigPaths.besides(file)).all();
  }

  /**
   * Reads a configuration that has no file; relative paths start at the working directory.
   *
   * @param environment the variables of the process
   * @param flags values from the command line by setting
   */
  static LoadedConfig withoutFile(
      Map<String, String> environment, Map<String, ConfigScope.Layered> flags) {
    ConfigScope scope = new ConfigScope("configuration", environment, flags);
    ConfigNode.Block nothing = new ConfigNode.Block(Map.of(), 0);
    return new ConfigReader(scope, nothing, ConfigPaths.atWorkingDirectory()).all();
  }

  private LoadedConfig all() {
    ServiceConfig.ModelSelection selection = selection();
    ModelsReader.Models models = models(selection);
    Path data = data();
    List<ServiceConfig.Component> sources = components("sources", paths);
    OperationalConfig operational = operational(sources);
    ServiceConfig config =
        new ServiceConfig(
            selection,
            models,
            operational,
            origin(),
            feed(),
            new InstrumentReader().read(root.sections("instruments")),
            engine(),
            new JournalReader(paths.startingAt(data)).read(root.section("journal")),
            sources,
            components("sinks", paths.startingAt(data)),
            components("stores", paths),
            http(),
            HubReader.read(root, data),
            data);
    root.refuseUnknown();
    scope.refuseUnknownVariables();
    return new LoadedConfig(scope.file, config, scope.effective, scope.faults);
  }

  private ServiceConfig.ModelSelection selection() {
    ConfigSection block = root.section("operational").section("model_config");
    ConfigSection models = root.section("models");
    String type = block.value("model_type", SettingType.TEXT, "xgboost");
    Optional<String> version =
        block.optional("model_version", SettingType.TEXT, "whatever the model files say");
    Optional<String> checkpoint = block.optional("checkpoint_path", SettingType.TEXT, "none");
    boolean autoReload = block.value("auto_reload", SettingType.FLAG, false);
    Path folder = paths.folder(models, "folder", "models");
    List<Path> files = new ArrayList<>();
    for (ConfigSection.Located<String> item : models.list("files", SettingType.TEXT, List.of())) {
      files.add(paths.existing(models, "files", item.value(), item.place()));
    }
    NativeCode nativeCode = NativeCode.read(models);
    if (scope.hasFlag("models.folder")) {
      // A folder that somebody names now is meant instead of the files that were named before.
      files.clear();
    }
    Optional<Path> path =
        checkpoint.map(text -> paths.below(folder, block, "checkpoint_path", text));
    block.refuseUnknown();
    return new ServiceConfig.ModelSelection(
        folder, files, type, version, path, autoReload, nativeCode);
  }

  private ModelsReader.Models models(ServiceConfig.ModelSelection selection) {
    ConfigSection section = root.section("models");
    ModelsReader.Models models = ModelsReader.read(root, section, selection.autoReload(), paths);
    section.refuseUnknown();
    if (!models.bindings().isEmpty()
        && (selection.version().isPresent() || selection.checkpoint().isPresent())) {
      ConfigSection block = root.section("operational").section("model_config");
      String key = selection.version().isPresent() ? "model_version" : "checkpoint_path";
      block.fault(
          block.placeOf(key),
          block.full(key)
              + ": expected models in 'bindings' or in model_config, found both: binding '"
              + models.bindings().get(0).name()
              + "' and model_config would serve the same");
    }
    return models;
  }

  private OperationalConfig operational(List<ServiceConfig.Component> sources) {
    ConfigSection block = root.section("operational");
    InferenceSettings inference = inference(block.section("inference_settings"));
    SignalSettings signals = signals(block.section("signal_generation"));
    MonitoringSettings monitoring = monitoring(block.section("monitoring"));
    Optional<FallbackSettings> fallback =
        FallbackReader.read(
            root.section("fallback"),
            sources.stream().filter(ServiceConfig.Component::holdsThePast).toList());
    TradingSettings trading = TradingReader.read(root.section("trading"));
    OperationalConfig config =
        root.section("trading")
            .build(
                () -> new OperationalConfig(inference, signals, monitoring, fallback, trading),
                new OperationalConfig(
                    inference, signals, monitoring, fallback, TradingSettings.defaults()));
    block.section("model_config");
    block.refuseUnknown();
    return config;
  }

  /** Where the operational settings come from, and those of them that say which model serves. */
  private ConfigOrigin origin() {
    Map<String, String> places = new HashMap<>();
    Map<String, String> models = new HashMap<>();
    for (EffectiveSetting setting : scope.effective) {
      if (setting.path().startsWith("operational.") || setting.path().startsWith("trading.")) {
        places.put(setting.path(), setting.origin().toString());
      }
      if (setting.path().startsWith("operational.model_config.")) {
        models.put(setting.path(), setting.value());
      }
    }
    return ConfigOrigin.of("start").withPlaces(places).withModels(models);
  }

  private Path data() {
    String text = root.value("data", SettingType.TEXT, ".tickcast");
    Place place = root.isSet("data") ? root.placeOf("data") : Place.DEFAULT;
    return paths.resolve(root, "data", text, place);
  }

  private static InferenceSettings inference(ConfigSection block) {
    InferenceSettings d = InferenceSettings.defaults();
    InferenceSettings settings =
        block.build(
            () ->
                new InferenceSettings(
                    block.value(
                        "confidence_threshold", SettingType.FINITE_NUMBER, d.confidenceThreshold()),
                    block.value("max_latency_ms", SettingType.MILLISECONDS, d.maxLatency()),
                    block.value("fallback_to_hold", SettingType.FLAG, d.fallbackToHold())),
            d);
    block.refuseUnknown();
    return settings;
  }

  private static SignalSettings signals(ConfigSection block) {
    SignalSettings d = SignalSettings.defaults();
    SignalSettings settings =
        block.build(
            () ->
                new SignalSettings(
                    block.value("calculate_entry_price", SettingType.FLAG, d.calculateEntryPrice()),
                    block.value("calculate_sl_tp", SettingType.FLAG, d.calculateSlTp()),
                    block.value(
                        "atr_multiplier_sl", SettingType.FINITE_NUMBER, d.atrMultiplierSl()),
                    block.value(
                        "atr_multiplier_tp", SettingType.FINITE_NUMBER, d.atrMultiplierTp()),
                    block.value("atr_feature", SettingType.TEXT, d.atrFeature()),
                    block.value("position_size", SettingType.FINITE_NUMBER, d.positionSize()),
                    block.value("size_unit", SIZE_UNIT, d.sizeUnit()),
                    block.optional("signal_validity", SettingType.TIME_SPAN, "two bars"),
                    block.value(
                        "max_entries_per_minute",
                        SettingType.WHOLE_NUMBER,
                        d.maxEntriesPerMinute())),
            d);
    block.refuseUnknown();
    return settings;
  }

  private static MonitoringSettings monitoring(ConfigSection block) {
    MonitoringSettings d = MonitoringSettings.defaults();
    MonitoringSettings settings =
        new MonitoringSettings(
            block.value("track_latency", SettingType.FLAG, d.trackLatency()),
            block.value("track_predictions", SettingType.FLAG, d.trackPredictions()),
            block.value("alert_on_drift", SettingType.FLAG, d.alertOnDrift()));
    block.refuseUnknown();
    return settings;
  }

  private FeedSettings feed() {
    ConfigSection block = root.section("feed");
    FeedSettings d = FeedSettings.defaults();
    List<String> targets =
        block.list("target_columns", SettingType.TEXT, d.targetColumns()).stream()
            .map(ConfigSection.Located::value)
            .toList();
    FeedSettings settings =
        block.build(
            () ->
                new FeedSettings(
                    block.optional("max_feature_age", SettingType.TIME_SPAN, "two bars"),
                    block.value("bar_time", BAR_TIME, d.barTime()),
                    block.value("align_bars", SettingType.FLAG, d.alignBars()),
                    targets,
                    block.value("max_message_bytes", SettingType.WHOLE_NUMBER, d.maxMessageBytes()),
                    block.value("max_features", SettingType.WHOLE_NUMBER, d.maxFeatures()),
                    block.value("max_series", SettingType.WHOLE_NUMBER, d.maxSeries())),
            d);
    block.refuseUnknown();
    return settings;
  }

  private EngineSettings engine() {
    ConfigSection block = root.section("engine");
    EngineSettings d = EngineSettings.defaults();
    EngineSettings settings =
        block.build(
            () ->
                new EngineSettings(
                    block.value("lanes", SettingType.WHOLE_NUMBER, d.lanes()),
                    block.value("queue_capacity", SettingType.WHOLE_NUMBER, d.queueCapacity()),
                    block.value("record_capacity", SettingType.WHOLE_NUMBER, d.recordCapacity()),
                    block.value("sink_timeout", SettingType.TIME_SPAN, d.sinkTimeout()),
                    block.value("close_timeout", SettingType.TIME_SPAN, d.closeTimeout())),
            d);
    block.refuseUnknown();
    return settings;
  }

  private List<ServiceConfig.Component> components(String kind, ConfigPaths start) {
    return new ComponentReader(kind, scope, start).read(root.sections(kind));
  }

  private HttpConfig http() {
    ConfigSection block = root.section("http");
    HttpConfig d = HttpConfig.defaults();
    HttpConfig config =
        block.build(
            () ->
                new HttpConfig(
                    block.value("host", SettingType.TEXT, d.host()),
                    block.value("port", SettingType.WHOLE_NUMBER, d.port()),
                    block.value("recent_signals", SettingType.WHOLE_NUMBER, d.recentSignals()),
                    block.value("max_sse_clients", SettingType.WHOLE_NUMBER, d.maxSseClients()),
                    block.value("max_threads", SettingType.WHOLE_NUMBER, d.maxThreads()),
                    block.value("idle_timeout", SettingType.TIME_SPAN, d.idleTimeout()),
                    block.value("stall_timeout", SettingType.TIME_SPAN, d.stallTimeout())),
            d);
    block.refuseUnknown();
    return config;
  }
}
