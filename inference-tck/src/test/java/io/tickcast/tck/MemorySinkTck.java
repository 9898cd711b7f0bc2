package io.tickcast.tck;

import io.tickcast.api.Delivery;
import io.tickcast.api.SignalSinkProvider;
import io.tickcast.tck.reference.MemoryTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The suite about the sink that a test has put here; run by the launcher, one at a time. */
final class MemorySinkTck extends SignalSinkTck {
  static volatile Supplier<SignalSinkProvider> subject = Registered.Sink::new;
  static volatile Delivery delivery = Delivery.ARCHIVE;

  private final String target = UUID.randomUUID().toString();

  static Suites.Report run(Supplier<SignalSinkProvider> provider, Delivery how) {
    subject = provider;
    delivery = how;
    return Suites.run(MemorySinkTck.class);
  }

  @Override
  protected SignalSinkProvider provider() {
    return subject.get();
  }

  @Override
  protected Map<String, String> options() {
    MemoryTarget.create(target);
    return Map.of("target", target, "delivery", delivery.name());
  }

  @Override
  protected List<byte[]> readBack() {
    return MemoryTarget.create(target).values();
  }

  @Override
  protected Optional<byte[]> refusable() {
    return Optional.of(new byte[MemoryTarget.LONGEST + 1]);
  }

  @Override
  protected Map<String, String> optionsWithTargetAway() {
    return Map.of("target", "away", "delivery", delivery.name());
  }

  @Override
  protected Duration patience() {
    return Duration.ofSeconds(1);
  }
}
