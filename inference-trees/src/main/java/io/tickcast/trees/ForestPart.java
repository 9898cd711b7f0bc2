package io.tickcast.trees;

/** Some trees of a forest in one layout. <i>Immutable.</i> */
interface ForestPart {
  /**
   * Finds the leaf of each tree.
   *
   * @param row its keys and values are read, its leaves are written at the places of the trees
   */
  void walk(Row row);
}
