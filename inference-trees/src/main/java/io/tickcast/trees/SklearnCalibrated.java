package io.tickcast.trees;

import java.util.Arrays;
import java.util.List;

/**
 * Scores through curves into probabilities. <i>Immutable.</i>
 *
 * @param inputs the number of scores
 * @param first the first score that counts
 * @param curves one for each score that counts
 * @param to for each of these the class that it speaks of
 * @param outputs the number of classes
 */
@SuppressWarnings("ArrayRecordComponent") // Made for speed; never compared.
record SklearnCalibrated(int inputs, int first, List<SklearnCurve> curves, int[] to, int outputs)
    implements SklearnPart {
  private static final double LARGEST = 1.0 + 1e-5;

  SklearnCalibrated {
    curves = List.copyOf(curves);
  }

  @Override
  public Worker newWorker() {
    SklearnCurve[] each = curves.toArray(SklearnCurve[]::new);
    return (scores, results) -> {
      Arrays.fill(results, 0);
      for (int i = 0; i < each.length; i++) {
        results[to[i]] = each[i].at(scores[first + i]);
      }
      if (outputs == 2) {
        results[0] = 1 - results[1];
      } else {
        divideBySum(results);
      }
      for (int i = 0; i < outputs; i++) {
        results[i] = results[i] > 1 && results[i] <= LARGEST ? 1 : results[i];
      }
    };
  }

  private static void divideBySum(double[] results) {
    double sum = NumpySum.of(results, 0, results.length);
    for (int i = 0; i < results.length; i++) {
      results[i] = sum == 0 ? 1.0 / results.length : results[i] / sum;
    }
  }
}
