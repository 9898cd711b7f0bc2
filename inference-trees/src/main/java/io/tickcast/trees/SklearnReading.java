package io.tickcast.trees;

import io.tickcast.api.ModelArtifact;
import io.tickcast.checkpoint.Faults;
import io.tickcast.checkpoint.PickleNode;
import io.tickcast.checkpoint.PickleView;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What was read of one file so far: nothing large twice, and nothing too deep. A pickle may refer
 * to one object from many places, and from within itself; what the library writes never does.
 * <i>Confined.</i>
 */
final class SklearnReading {
  private static final int MAX_NESTING = 12;

  private final Set<PickleNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final ModelArtifact artifact;
  private final boolean numpy2;
  private final Set<String> libraries = new LinkedHashSet<>();
  private int nesting;
  private int trees;
  private int depth;

  /**
   * Begins a file.
   *
   * @param numpy2 whether NumPy 2 wrote it
   */
  SklearnReading(ModelArtifact artifact, boolean numpy2) {
    this.artifact = artifact;
    this.numpy2 = numpy2;
  }

  /** The file. */
  ModelArtifact artifact() {
    return artifact;
  }

  /** The width of numbers of some width times a number of 64 bits. */
  Width times64(Width width) {
    return numpy2 ? Width.FLOAT64 : width;
  }

  /** Notes that an object is read; each may be once. */
  void once(PickleView view) {
    if (!seen.add(view.node())) {
      throw view.malformed("an object of its own (this one stands elsewhere, too)");
    }
  }

  /** Begins an estimator, which may stand within others. */
  void enter(PickleView view) {
    once(view);
    if (++nesting > MAX_NESTING) {
      throw Faults.limit(
          "at most " + MAX_NESTING + " estimators in each other", "more", view.path());
    }
  }

  void leave() {
    nesting--;
  }

  /** Counts a tree. */
  void count(DecisionTree tree) {
    trees++;
    depth = Math.max(depth, tree.depth());
  }

  /** Notes a library beside scikit-learn. */
  void library(String name) {
    libraries.add(name);
  }

  /** The libraries beside scikit-learn; empty for none. */
  String libraries() {
    return String.join(", ", libraries);
  }

  /** The number of trees. */
  int trees() {
    return trees;
  }

  /** The number of steps to the deepest leaf of all. */
  int depth() {
    return depth;
  }
}
