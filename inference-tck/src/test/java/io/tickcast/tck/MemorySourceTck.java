package io.tickcast.tck;

import io.tickcast.api.FeatureSourceProvider;
import io.tickcast.api.FrameKind;
import io.tickcast.tck.reference.MemoryOrigin;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** The suite about the source that a test has put here; run by the launcher, one at a time. */
final class MemorySourceTck extends FeatureSourceTck {
  static volatile Supplier<FeatureSourceProvider> subject = Registered.Source::new;
  static volatile boolean ends;

  private final String origin = UUID.randomUUID().toString();

  static Suites.Report run(Supplier<FeatureSourceProvider> provider, boolean finite) {
    subject = provider;
    ends = finite;
    return Suites.run(MemorySourceTck.class);
  }

  @Override
  protected FeatureSourceProvider provider() {
    return subject.get();
  }

  @Override
  protected Map<String, String> options() {
    MemoryOrigin.create(origin);
    return Map.of("origin", origin, "finite", Boolean.toString(ends));
  }

  @Override
  protected void publish(SampleFrame frame) {
    MemoryOrigin.create(origin).publish(frame.kind(), frame.channel(), frame.content());
  }

  @Override
  protected Set<FrameKind> kinds() {
    return Set.of(FrameKind.values());
  }

  @Override
  protected boolean finite() {
    return ends;
  }

  @Override
  protected Map<String, String> optionsWithOriginAway() {
    return Map.of("origin", "away");
  }

  @Override
  protected Duration patience() {
    return Duration.ofSeconds(2);
  }
}
