package io.tickcast.core;

import io.tickcast.api.EpochNanoClock;
import io.tickcast.core.SwapDesk.Cause;
import java.util.Optional;

/** Makes the events of a {@link SwapDesk}, each with a reading of its own. Guarded by it. */
final class ModelEventStamp {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final EpochNanoClock clock;
  private long lastNanos;

  ModelEventStamp(EpochNanoClock clock) {
    this.clock = clock;
  }

  /** A model takes the place of another, or of none. */
  ModelEvent change(
      Series series,
      Binding binding,
      Cause cause,
      Optional<LoadedModel> from,
      Optional<LoadedModel> to) {
    return event(
        series,
        binding,
        cause,
        from,
        to.map(LoadedModel::modelVersion).orElse(""),
        to.map(LoadedModel::sha256).orElse(""),
        to.map(it -> it.verified().json()).orElse("{}"));
  }

  /** A version is not let in. */
  ModelEvent refusal(
      Series series,
      Binding binding,
      Cause cause,
      Optional<LoadedModel> serving,
      String version,
      String sha256) {
    return event(
        series, binding, cause.as(ModelEvent.Kind.REFUSED), serving, version, sha256, "{}");
  }

  private ModelEvent event(
      Series series,
      Binding binding,
      Cause cause,
      Optional<LoadedModel> from,
      String toVersion,
      String toSha256,
      String verification) {
    // Two events of one reading are two events.
    lastNanos = Math.max(lastNanos + 1, clock.epochNanos());
    String fromSha256 = from.map(LoadedModel::sha256).orElse("");
    return new ModelEvent(
        ModelEvent.id(cause.kind(), series, fromSha256, toVersion, cause.who(), lastNanos),
        cause.kind(),
        binding.name(),
        series.symbol,
        series.timeframe,
        from.map(LoadedModel::modelVersion).orElse(""),
        fromSha256,
        toVersion,
        toSha256,
        cause.who(),
        cause.reason(),
        verification,
        binding.version().code(),
        cause.meant(),
        lastNanos / NANOS_PER_MILLI);
  }
}
