package io.tickcast.core;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FeatureSourceProvider;
import java.util.Set;

/**
 * Makes {@link RecordedSource}s: source {@code recording}, options {@code file} and {@code speed}
 * (frames a second by the engine's clock, 0 for as fast as they are polled). <i>Thread-safe.</i>
 */
public final class RecordedSourceProvider implements FeatureSourceProvider {
  private static final Set<String> OPTIONS = Set.of("file", "speed");
  private static final double SPEED_MAX = 1e9;

  /** Creates the provider. */
  public RecordedSourceProvider() {}

  @Override
  public String name() {
    return "recording";
  }

  @Override
  public FeatureSource create(ComponentConfig config) {
    config.refuseUnknown(OPTIONS);
    RecordedSource source = RecordedSource.of(Options.path(config, "file"));
    double speed = Options.number(config, "speed", 0, 0, SPEED_MAX);
    return speed == 0 ? source : source.paced(speed, config.clock());
  }
}
