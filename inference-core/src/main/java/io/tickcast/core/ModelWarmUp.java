package io.tickcast.core;

import io.tickcast.api.GoldenRows;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Runs a model over its golden rows until the time of a prediction is steady, so that the first
 * bars that it decides are not late: the JVM loads and compiles, native libraries set themselves
 * up. <i>Confined.</i>
 */
final class ModelWarmUp {
  private static final int CHUNK = 256;
  private static final int CHUNKS_MAX = 128;

  /** As many chunks in a row have to take about as long as the best one. */
  private static final int STEADY_CHUNKS = 3;

  private static final double STEADY_RATIO = 1.25;
  private static final double NANOS_IN_MICRO = 1e3;

  private final long deadlineNanos;
  private int predictions;
  private double lastMicros = Double.NaN;
  private boolean steady;

  private ModelWarmUp(long deadlineNanos) {
    this.deadlineNanos = deadlineNanos;
  }

  /**
   * Warms a model up.
   *
   * @param longest the most time to take
   * @return the model's verification with what was found out
   */
  static Verification run(LoadedModel model, Duration longest) {
    long started = System.nanoTime();
    ModelWarmUp warmUp = new ModelWarmUp(started + longest.toNanos());
    try (PredictorLease lease = PredictorLease.of(model)) {
      warmUp.run(lease, rows(model), new double[model.signature().outputs().size()]);
    }
    Verification verified = model.verified();
    long millis = verified.tookMillis() + (System.nanoTime() - started) / 1_000_000;
    return verified.withWarmUp(warmUp.predictions, warmUp.lastMicros, warmUp.steady, millis);
  }

  /** The golden rows; without them one of ones, for the path through the model is what counts. */
  private static double[][] rows(LoadedModel model) {
    Optional<GoldenRows> golden = model.golden().filter(it -> !it.rows().isEmpty());
    if (golden.isEmpty()) {
      double[] ones = new double[model.signature().width()];
      Arrays.fill(ones, 1);
      return new double[][] {ones};
    }
    List<List<Double>> rows = golden.get().rows();
    return rows.stream()
        .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
        .toArray(double[][]::new);
  }

  private void run(PredictorLease lease, double[][] rows, double[] outputs) {
    double best = Double.POSITIVE_INFINITY;
    int alike = 0;
    for (int chunk = 0; chunk < CHUNKS_MAX && !steady; chunk++) {
      long before = System.nanoTime();
      int done = 0;
      while (done < CHUNK && System.nanoTime() < deadlineNanos) {
        lease.predict(rows[(predictions + done) % rows.length], outputs);
        done++;
      }
      predictions += done;
      if (done < CHUNK) {
        return;
      }
      lastMicros = (System.nanoTime() - before) / NANOS_IN_MICRO / CHUNK;
      alike =
          lastMicros <= best * STEADY_RATIO && lastMicros * STEADY_RATIO >= best ? alike + 1 : 0;
      best = Math.min(best, lastMicros);
      steady = alike >= STEADY_CHUNKS;
    }
  }
}
