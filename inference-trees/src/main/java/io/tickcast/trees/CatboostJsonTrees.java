package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import io.tickcast.trees.CatboostDocument.Asked;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the trees of CatBoost's JSON into the flat arrays of its binary format. <i>Confined.</i>
 *
 * <p>A tree whose nodes differ is written as objects inside objects; they are walked with a stack,
 * and numbered as they come: children behind their parent.
 */
final class CatboostJsonTrees {
  private static final Asked NOTHING = new Asked(false, -1, Double.NaN);

  private final JsonTokens tokens;
  private final CatboostDocument document;
  private final List<Asked> asked = new ArrayList<>();
  private final IntList splits = new IntList();
  private final IntList sizes = new IntList();
  private final IntList starts = new IntList();
  private final IntList leftSteps = new IntList();
  private final IntList rightSteps = new IntList();
  private final IntList valueOfNode = new IntList();
  private final DoubleList values = new DoubleList();
  private final DoubleList weights = new DoubleList();

  /** The number of values of a leaf; 0 before the first. */
  private int dimension;

  CatboostJsonTrees(JsonTokens tokens, CatboostDocument document) {
    this.tokens = tokens;
    this.document = document;
  }

  /**
   * Reads the array of trees that comes next.
   *
   * @param oblivious whether all nodes of a level ask the same
   */
  void read(boolean oblivious) {
    if (!tokens.takeNull()) {
      tokens.beginArray();
      while (tokens.nextElement()) {
        int start = splits.size();
        starts.add(start);
        if (oblivious) {
          levels();
        } else {
          nodes();
        }
        sizes.add(splits.size() - start);
      }
    }
    document.dimension = Math.max(1, dimension);
    document.splits = splits.toArray();
    document.sizes = sizes.toArray();
    document.starts = starts.toArray();
    document.leftSteps = leftSteps.toArray();
    document.rightSteps = rightSteps.toArray();
    document.valueOfNode = valueOfNode.toArray();
    document.values = values.toArray();
    document.weights = weights.toArray();
    document.asked = asked;
  }

  private void levels() {
    int firstSplit = splits.size();
    int firstValue = values.size();
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      switch (name) {
        case "splits" -> splitsOfLevels();
        case "leaf_values" -> reals(values);
        case "leaf_weights" -> reals(weights);
        default -> tokens.skip();
      }
    }
    int depth = splits.size() - firstSplit;
    if (depth > CatboostTrees.MAX_DEPTH) {
      throw CatboostTrees.tooDeep(depth, tokens.where());
    }
    int found = values.size() - firstValue;
    if (found == 0 || found % (1 << depth) != 0) {
      throw Faults.malformed(
          "a value for each of " + (1 << depth) + " leaves", found + " values", tokens.where());
    }
    dimension(found >> depth);
  }

  private void splitsOfLevels() {
    if (!tokens.takeNull()) {
      tokens.beginArray();
      while (tokens.nextElement()) {
        int place = addNode();
        split(place);
      }
    }
  }

  private void nodes() {
    IntList open = new IntList();
    open.add(beginNode());
    while (open.size() > 0) {
      int node = open.get(open.size() - 1);
      String name = tokens.nextName();
      if (name == null) {
        endNode(node);
        open.removeLast();
        continue;
      }
      switch (name) {
        case "left" -> open.add(child(leftSteps, node));
        case "right" -> open.add(child(rightSteps, node));
        case "split" -> split(node);
        case "value" -> value(node);
        case "weight" -> weights.add(tokens.real());
        default -> tokens.skip();
      }
    }
  }

  private int child(IntList steps, int node) {
    int child = beginNode();
    steps.set(node, child - node);
    return child;
  }

  private int beginNode() {
    tokens.beginObject();
    leftSteps.add(0);
    rightSteps.add(0);
    valueOfNode.add(-1);
    return addNode();
  }

  private int addNode() {
    splits.add(0);
    asked.add(NOTHING);
    return splits.size() - 1;
  }

  private void endNode(int node) {
    boolean leaf = valueOfNode.get(node) >= 0;
    int children = (leftSteps.get(node) > 0 ? 1 : 0) + (rightSteps.get(node) > 0 ? 1 : 0);
    if (leaf ? children > 0 : children < 2 || asked.get(node) == NOTHING) {
      throw Faults.malformed("either a value, or left, right and split", "else", tokens.where());
    }
  }

  private void value(int node) {
    valueOfNode.set(node, values.size());
    if (tokens.atArray()) {
      reals(values);
    } else {
      values.add(tokens.real());
    }
    dimension(values.size() - valueOfNode.get(node));
  }

  private void dimension(int found) {
    if (found == 0 || (dimension != 0 && dimension != found)) {
      throw Faults.malformed(
          dimension == 0 ? "a value" : dimension + " values, as for the leaves before",
          Integer.toString(found),
          tokens.where());
    }
    dimension = found;
  }

  private void split(int place) {
    int number = -1;
    int index = -1;
    double what = Double.NaN;
    String type = "";
    tokens.beginObject();
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      switch (name) {
        case "split_index" -> number = whole();
        case "float_feature_index", "cat_feature_index" -> index = whole();
        case "border", "value" -> what = tokens.real();
        case "split_type" -> type = tokens.string();
        default -> tokens.skip();
      }
    }
    if (!type.equals("FloatFeature") && !type.equals("OneHotFeature")) {
      throw Faults.unsupported(
          "splits of FloatFeature or OneHotFeature", Faults.quoted(type), tokens.where());
    }
    splits.set(place, number);
    asked.set(place, new Asked(type.equals("OneHotFeature"), index, what));
  }

  private void reals(DoubleList list) {
    if (!tokens.takeNull()) {
      tokens.beginArray();
      while (tokens.nextElement()) {
        list.add(tokens.real());
      }
    }
  }

  private int whole() {
    long value = tokens.integer();
    return value == (int) value ? (int) value : -1;
  }
}
