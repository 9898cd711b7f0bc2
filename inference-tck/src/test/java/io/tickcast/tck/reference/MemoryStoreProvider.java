package io.tickcast.tck.reference;

import io.tickcast.api.CheckpointStore;
import io.tickcast.api.CheckpointStoreProvider;
import io.tickcast.api.ComponentConfig;
import java.util.Set;

/** A right store provider; wrong ones extend it. */
public class MemoryStoreProvider implements CheckpointStoreProvider {
  @Override
  public String name() {
    return "memory-store";
  }

  @Override
  public CheckpointStore create(ComponentConfig config) {
    config.refuseUnknown(Set.of("shelf", "cap"));
    return new MemoryStore(config.required("shelf")).limitedTo(cap(config));
  }

  /** The most bytes of one checkpoint. */
  protected static int cap(ComponentConfig config) {
    return Integer.parseInt(config.optional("cap", "1000000"));
  }
}
