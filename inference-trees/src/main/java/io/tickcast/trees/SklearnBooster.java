package io.tickcast.trees;

/**
 * A model of XGBoost, LightGBM or CatBoost inside of a container: what its wrapper predicts.
 * Missing values are inputs like others. <i>Immutable.</i>
 *
 * @param ensemble the trees
 * @param forest the same, laid out for predictions
 * @param link what is done with their sums
 * @param missing what counts as missing beside NaN, after a row was narrowed to 32 bits; NaN for
 *     nothing else
 * @param width of what the wrapper hands on
 */
record SklearnBooster(TreeEnsemble ensemble, Forest forest, Link link, double missing, Width width)
    implements SklearnPart {

  static SklearnBooster of(TreeEnsemble ensemble, Link link, double missing, Width width) {
    return new SklearnBooster(ensemble, Forest.of(ensemble), link, (float) missing, width);
  }

  /** The same trees with something else made of their sums. */
  SklearnBooster with(Link other) {
    return new SklearnBooster(ensemble, forest, other, missing, width);
  }

  @Override
  public int inputs() {
    return ensemble.features();
  }

  @Override
  public int outputs() {
    return link.columns(ensemble.groups());
  }

  @Override
  public Worker newWorker() {
    Row room = forest.newRow();
    double[] marked = new double[ensemble.features()];
    return (row, results) -> {
      int infinite = forest.predict(Double.isNaN(missing) ? row : unmarked(row, marked), 0, room);
      if (infinite >= 0) {
        throw SklearnRows.infinite(row[infinite], infinite);
      }
      link.apply(room.margins, results, 0);
    };
  }

  private double[] unmarked(double[] row, double[] to) {
    for (int i = 0; i < row.length; i++) {
      to[i] = (float) row[i] == missing ? Double.NaN : row[i];
    }
    return to;
  }
}
