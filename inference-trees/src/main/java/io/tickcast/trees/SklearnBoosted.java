package io.tickcast.trees;

/**
 * Boosting that starts from the prediction of another estimator. <i>Immutable.</i>
 *
 * @param first the estimator that it starts from
 * @param init how its prediction is taken
 * @param least the bound for probabilities
 * @param trees what is added, and what is done with the sums
 */
record SklearnBoosted(SklearnPart first, SklearnInit init, double least, SklearnTrees trees)
    implements SklearnPart {

  /** The same with its sums as outputs. */
  SklearnBoosted sums() {
    return new SklearnBoosted(first, init, least, trees.sums());
  }

  @Override
  public int inputs() {
    return trees.inputs();
  }

  @Override
  public int outputs() {
    return trees.outputs();
  }

  @Override
  public Worker newWorker() {
    Worker start = first.newWorker();
    Worker adding = trees.sums().newWorker();
    double[] predicted = new double[first.outputs()];
    double[] raw = new double[trees.ensemble().groups()];
    double[] added = new double[raw.length];
    Link link = trees.link();
    return (inputs, outputs) -> {
      start.apply(inputs, predicted);
      init.raw(predicted, least, raw);
      adding.apply(inputs, added);
      for (int i = 0; i < raw.length; i++) {
        raw[i] += added[i];
      }
      link.apply(raw, outputs, 0);
    };
  }
}
