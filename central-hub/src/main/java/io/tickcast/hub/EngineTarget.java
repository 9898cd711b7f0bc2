package io.tickcast.hub;

import io.tickcast.core.ConfigOrigin;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.ModelSwitch;
import io.tickcast.core.OperationalConfig;
import io.tickcast.core.OperationalPatch;
import io.tickcast.core.OperationalSetting;
import java.util.HashMap;
import java.util.Map;

/**
 * Applies configurations to an engine: the settings and the model together, or nothing.
 * <i>Confined.</i>
 */
final class EngineTarget implements HubTarget {
  private final String name;
  private final InferenceEngine engine;
  private final OperationalConfig base;
  private final ConfigOrigin baseOrigin;
  private final ModelSwitch models;

  EngineTarget(
      String name,
      InferenceEngine engine,
      OperationalConfig base,
      ConfigOrigin baseOrigin,
      ModelSwitch models) {
    this.name = name;
    this.engine = engine;
    this.base = base;
    this.baseOrigin = baseOrigin;
    this.models = models;
  }

  @Override
  public void apply(HubDocument document) {
    ConfigOrigin hub = origin(document.version().text());
    OperationalPatch patch = OperationalPatch.read(document.config(), base, hub.described());
    try (ModelSwitch.Prepared prepared = models.prepare(patch.models(), hub.described())) {
      engine.configure(patch.config(), origin(hub, patch));
      prepared.commit();
    }
  }

  ConfigOrigin origin(String version) {
    return new ConfigOrigin(name, version, Map.of(), Map.of());
  }

  /** What the document does not name comes from where it came from before. */
  private ConfigOrigin origin(ConfigOrigin hub, OperationalPatch patch) {
    Map<String, String> places = new HashMap<>();
    for (OperationalSetting setting : OperationalSetting.values()) {
      if (!patch.settings().contains(setting)) {
        places.put(setting.path(), baseOrigin.placeOf(setting));
      }
    }
    Map<String, String> texts = new HashMap<>(baseOrigin.models());
    texts.putAll(patch.models().texts());
    return hub.withPlaces(places).withModels(texts);
  }
}
