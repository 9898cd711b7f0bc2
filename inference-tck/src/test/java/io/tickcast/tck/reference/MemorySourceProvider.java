package io.tickcast.tck.reference;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FeatureSourceProvider;
import java.util.Set;

/** A right source provider; wrong ones extend it. */
public class MemorySourceProvider implements FeatureSourceProvider {
  @Override
  public String name() {
    return "memory-source";
  }

  @Override
  public FeatureSource create(ComponentConfig config) {
    config.refuseUnknown(Set.of("origin", "finite"));
    return new MemorySource(config);
  }
}
