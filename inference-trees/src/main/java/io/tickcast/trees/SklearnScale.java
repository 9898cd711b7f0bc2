package io.tickcast.trees;

import org.jspecify.annotations.Nullable;

/**
 * One number after another, each by itself: subtract, divide, multiply, add, bound; what is null is
 * left out. Missing values stay missing, infinite ones are refused. <i>Immutable.</i>
 *
 * @param inputs the length of a row
 * @param least the lower bound of all results, with {@code most}; NaN for none
 */
@SuppressWarnings("ArrayRecordComponent") // Made for speed; never compared.
record SklearnScale(
    int inputs,
    double @Nullable [] minus,
    double @Nullable [] divisor,
    double @Nullable [] factor,
    double @Nullable [] plus,
    double least,
    double most)
    implements SklearnPart {
  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public Worker newWorker() {
    return (row, results) -> {
      SklearnRows.checkFinite(row);
      for (int i = 0; i < row.length; i++) {
        results[i] = scaled(row[i], i);
      }
    };
  }

  private double scaled(double value, int i) {
    double result = minus == null ? value : value - minus[i];
    result = divisor == null ? result : result / divisor[i];
    result = factor == null ? result : result * factor[i];
    result = plus == null ? result : result + plus[i];
    return Double.isNaN(least) ? result : Math.min(Math.max(result, least), most);
  }
}
