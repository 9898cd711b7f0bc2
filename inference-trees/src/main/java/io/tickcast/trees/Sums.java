package io.tickcast.trees;

/** Adds up the leaves that a row ends at, in the order of the trees. <i>Immutable.</i> */
interface Sums {
  /**
   * Writes the margins of a row.
   *
   * @param row its leaves and values are read, its margins are written
   */
  void add(Row row);

  /** Whether the trees add to one output after the other, in as many rounds as there are. */
  static boolean areInTurn(TreeEnsemble ensemble) {
    int[] group = ensemble.group();
    boolean inTurn = group.length % Math.max(1, ensemble.groups()) == 0;
    for (int t = 0; inTurn && t < group.length; t++) {
      inTurn = group[t] == t % ensemble.groups();
    }
    return inTurn;
  }

  /** The sums that an ensemble asks for. */
  static Sums of(LeafTable leaves) {
    TreeEnsemble ensemble = leaves.ensemble();
    int[] group = ensemble.group();
    boolean vectors = group.length > 0 && group[0] == TreeEnsemble.ALL;
    LinearTerms terms = ensemble.terms();
    if (terms != null) {
      return new TermSums(ensemble, terms);
    }
    boolean linear = ensemble.trees().stream().anyMatch(tree -> tree.linear() != null);
    if (ensemble.arithmetic().sums() == Width.FLOAT32) {
      if (linear) {
        throw new IllegalArgumentException("expected constant leaves of 32 bits");
      }
      return vectors ? new FloatVectorSums(leaves) : new FloatSums(leaves);
    }
    if (linear && vectors) {
      throw new IllegalArgumentException("expected leaves of one value each, or without functions");
    }
    if (linear) {
      return new LinearSums(leaves);
    }
    return vectors ? new VectorSums(leaves) : new DoubleSums(leaves);
  }
}
