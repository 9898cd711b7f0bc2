package io.tickcast.hub;

import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.InferenceException;
import io.tickcast.hub.HubFetch.Result;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows when to fetch: at the start, when the last one is too old, after failures, and when
 * somebody hints. Does one thing at a time and never waits. <i>Confined</i> to one thread, but for
 * {@link #hint} and {@link #state}.
 */
final class HubFollower {
  private static final Logger LOG = LoggerFactory.getLogger(CentralHub.class);

  private final HubSettings settings;
  private final HubFetch fetch;
  private final HubUpdates updates;
  private final LongSupplier nanos;
  private final EpochNanoClock clock;
  private final Backoff backoff;
  private final AtomicReference<byte @Nullable []> hint = new AtomicReference<>();
  private volatile State state = new State(false, 0, "");
  private boolean begun;
  private boolean hinted;
  private int failures;
  private long nextNanos;
  private long lastNanos;

  /**
   * How the hub is.
   *
   * @param answers whether it answered the last time
   * @param answeredAtNanos when it did last, by the engine's clock; 0 for never
   * @param lastError why it did not; else empty
   */
  record State(boolean answers, long answeredAtNanos, String lastError) {}

  HubFollower(
      HubSettings settings,
      HubFetch fetch,
      HubUpdates updates,
      LongSupplier nanos,
      EpochNanoClock clock,
      Backoff backoff) {
    this.settings = settings;
    this.fetch = fetch;
    this.updates = updates;
    this.nanos = nanos;
    this.clock = clock;
    this.backoff = backoff;
  }

  State state() {
    return state;
  }

  /** Takes a broadcast; <i>thread-safe</i>. Of several that wait the last one counts. */
  void hint(byte[] body) {
    hint.set(body);
  }

  /**
   * Does what is due.
   *
   * @return how long nothing will be due, nanoseconds
   */
  long look() {
    byte[] body = hint.getAndSet(null);
    if (body != null) {
      hinted |= !(settings.trustBroadcast() && tookBroadcast(body));
    }
    long now = nanos.getAsLong();
    if (isDue(now)) {
      tryOnce(now);
    }
    long left = nextNanos - nanos.getAsLong();
    return Math.max(0, hinted ? Math.min(left, hintLeft(nanos.getAsLong())) : left);
  }

  private boolean isDue(long now) {
    return !begun || now - nextNanos >= 0 || (hinted && hintLeft(now) <= 0);
  }

  private long hintLeft(long now) {
    return lastNanos + settings.times().hintInterval().toNanos() - now;
  }

  private boolean tookBroadcast(byte[] body) {
    try {
      if (body.length > settings.maxBytes()) {
        throw Problems.malformed("broadcast", "at most " + settings.maxBytes() + " bytes", "more");
      }
      updates.take(HubDocument.parse(body, "broadcast"));
      return true;
    } catch (InferenceException e) {
      LOG.warn("{}: the hub is asked instead", e.getMessage());
      return false;
    }
  }

  private void tryOnce(long now) {
    begun = true;
    hinted = false;
    lastNanos = now;
    Result result = fetch.tryOnce();
    if (result instanceof Result.Given given) {
      answered(given.document());
    } else if (result instanceof Result.Failed failed) {
      failed(failed);
    }
  }

  private void answered(HubDocument document) {
    if (!state.answers()) {
      LOG.info("{} answers: config version {}", settings.name(), document.version());
    }
    failures = 0;
    state = new State(true, clock.epochNanos(), "");
    updates.take(document);
    nextNanos = nanos.getAsLong() + settings.times().ttl().toNanos();
  }

  private void failed(Result.Failed failed) {
    failures++;
    boolean again = failed.again() && failures < settings.attempts();
    if (!failed.why().equals(state.lastError())) {
      LOG.warn("{}", failed.why());
    }
    state = new State(false, state.answeredAtNanos(), failed.why());
    long pause =
        again
            ? backoff.nanos(settings.times().backoff(), failures)
            : backoff.spread(settings.times().away().toNanos());
    failures = again ? failures : 0;
    nextNanos = nanos.getAsLong() + pause;
  }
}
