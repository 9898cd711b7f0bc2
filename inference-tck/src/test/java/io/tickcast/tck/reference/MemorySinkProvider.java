package io.tickcast.tck.reference;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SignalSinkProvider;
import java.util.Set;

/** A right sink provider; wrong ones extend it. */
public class MemorySinkProvider implements SignalSinkProvider {
  @Override
  public String name() {
    return "memory-sink";
  }

  @Override
  public SignalSink create(ComponentConfig config) {
    config.refuseUnknown(Set.of("target", "delivery"));
    return new MemorySink(config);
  }
}
