package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Loads models so that they may serve: digest, names, golden rows and outputs by {@link
 * LoadedModel}, then the names of the feed, then the warm-up.
 */
final class ModelVerifier {
  private static final long LANE_MILLIS = 2_000;

  private final Function<ModelArtifact, LoadedModel> loading;
  private final LoaderQueue loader;
  private final LaneQueue[] queues;
  private final Duration warmUpLongest;

  /**
   * Creates a verifier.
   *
   * @param loading loads a model and compares it with its golden rows
   */
  ModelVerifier(
      Function<ModelArtifact, LoadedModel> loading,
      LoaderQueue loader,
      LaneQueue[] queues,
      Duration warmUpLongest) {
    this.loading = loading;
    this.loader = loader;
    this.queues = queues.clone();
    this.warmUpLongest = warmUpLongest;
  }

  /**
   * Loads a model and warms it up; the caller holds it and has to release it.
   *
   * @param series those that it is to serve; their bars are looked at
   */
  LoadedModel load(CheckpointShelf.Found found, Collection<Series> series) {
    LoadedModel loaded = loading.apply(found.read());
    try {
      requireVersion(loaded, found);
      checkFeed(loaded, series);
      loaded.verified(ModelWarmUp.run(loaded, warmUpLongest));
      return loaded;
    } catch (RuntimeException | Error e) {
      loaded.release();
      throw e;
    }
  }

  private static void requireVersion(LoadedModel loaded, CheckpointShelf.Found found) {
    String expected = found.ref().version();
    if (!expected.isEmpty() && !expected.equals(loaded.version())) {
      throw new InferenceException(
          ErrorCode.SCHEMA_MISMATCH,
          loaded.location()
              + ": expected version "
              + expected
              + " as its store says, found "
              + loaded.version());
    }
  }

  /** Compares the names of a loaded model with the bars of series as they are now. */
  void checkFeed(LoadedModel loaded, Collection<Series> series) {
    for (Series each : series) {
      String compared = FeedCheck.check(loaded, each.channel, names(each));
      loaded.verified(loaded.verified().withFeatures(compared));
    }
  }

  /** The names belong to the lane: it tells them between two bars. */
  private Set<String> names(Series series) {
    if (!loader.isRunning()) {
      return series.names();
    }
    CompletableFuture<Set<String>> names = new CompletableFuture<>();
    if (!queues[series.lane].offer(lane -> names.complete(series.names()))) {
      return Set.of();
    }
    try {
      return names.get(LANE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw busy(series, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy(series, e);
    }
  }

  private static InferenceException busy(Series series, Exception cause) {
    return new InferenceException(
        ErrorCode.RESOURCE_UNAVAILABLE,
        "expected the lane of "
            + series.channel
            + " to tell its features within "
            + LANE_MILLIS
            + " ms, found it busy",
        cause);
  }
}
