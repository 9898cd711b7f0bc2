package io.tickcast.trees;

import org.jspecify.annotations.Nullable;

/**
 * What a node asks about a category. <i>Immutable.</i>
 *
 * @param feature the feature that it looks at
 * @param set the categories that go to the right
 * @param missingGoesLeft where a missing value goes
 */
record Question(int feature, CategorySet set, boolean missingGoesLeft) {
  /** The question of an inner node; null for leaves and for nodes that compare numbers. */
  static @Nullable Question of(DecisionTree tree, int node) {
    CategorySet set = tree.category(node);
    return set == null || tree.isLeaf(node)
        ? null
        : new Question(tree.feature()[node], set, tree.defaultLeft()[node]);
  }
}
