package io.tickcast.trees;

/**
 * Trees as a part. <i>Immutable.</i>
 *
 * @param ensemble the trees
 * @param forest the same, laid out for predictions
 * @param link what is done with their sums
 * @param takesMissing whether the library takes NaN
 */
record SklearnTrees(TreeEnsemble ensemble, Forest forest, Link link, boolean takesMissing)
    implements SklearnPart {

  static SklearnTrees of(TreeEnsemble ensemble, Link link, boolean takesMissing) {
    return new SklearnTrees(ensemble, Forest.of(ensemble), link, takesMissing);
  }

  /** The same trees with their sums as outputs. */
  SklearnTrees sums() {
    return new SklearnTrees(ensemble, forest, SklearnLink.IDENTITY, takesMissing);
  }

  /** The same trees, whose sums begin with these numbers. */
  SklearnTrees startingAt(double[] intercept) {
    TreeEnsemble begun =
        new TreeEnsemble(
            ensemble.features(),
            ensemble.trees(),
            ensemble.group(),
            ensemble.weight(),
            intercept,
            ensemble.arithmetic());
    return of(begun, link, takesMissing);
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
    Row row = forest.newRow();
    return (inputs, outputs) -> {
      if (!takesMissing) {
        SklearnRows.checkPresent(inputs);
      }
      int infinite = forest.predict(inputs, 0, row);
      if (infinite >= 0) {
        throw SklearnRows.infinite(inputs[infinite], infinite);
      }
      link.apply(row.margins, outputs, 0);
    };
  }
}
