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
      int infinite = row.set(inputs, 0);
      if (infinite >= 0) {
        throw SklearnRows.infinite(inputs[infinite], infinite);
      }
      forest.predict(row);
      link.apply(row.margins, outputs, 0);
    };
  }
}
