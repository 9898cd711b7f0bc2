package io.tickcast.backend.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The nodes of an ensemble, checked so that no walk leaves its tree or its row: the runtime follows
 * numbers of children and of features as they stand.
 *
 * @param places of each leaf's tree and number
 */
record TreeNodes(
    long[] trees, long[] numbers, boolean[] leaf, Map<Long, Map<Long, Integer>> places) {
  private static final int DEPTH_MAX = 1_000;
  private static final Set<String> MODES =
      Set.of(
          "BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ", "LEAF");

  static TreeNodes checked(Call call, long columns) {
    long[] trees = call.integers("nodes_treeids");
    List<String> modes = call.texts("nodes_modes");
    int count = trees.length;
    call.require(count > 0, "nodes of trees", "none");
    long[] features = same(call, "nodes_featureids", count);
    long[] numbers = same(call, "nodes_nodeids", count);
    long[] left = same(call, "nodes_truenodeids", count);
    long[] right = same(call, "nodes_falsenodeids", count);
    call.require(modes.size() == count, count + " nodes_modes", Integer.toString(modes.size()));
    values(call, "nodes_values", count, true);
    values(call, "nodes_hitrates", count, false);
    long[] missing = call.integers("nodes_missing_value_tracks_true");
    call.require(
        missing.length == 0 || missing.length == count,
        count + " nodes_missing_value_tracks_true",
        Integer.toString(missing.length));
    boolean[] leaf = new boolean[count];
    Map<Long, Map<Long, Integer>> places = new HashMap<>();
    for (int i = 0; i < count; i++) {
      call.require(
          MODES.contains(modes.get(i)), "a known mode of node " + i, Faults.quote(modes.get(i)));
      leaf[i] = modes.get(i).equals("LEAF");
      call.require(
          leaf[i] || (features[i] >= 0 && features[i] < columns),
          "a feature from 0 to " + (columns - 1) + " at node " + i,
          Long.toString(features[i]));
      call.require(
          numbers[i] >= 0 && numbers[i] <= Integer.MAX_VALUE,
          "node numbers in range",
          Long.toString(numbers[i]));
      boolean next = i > 0 && trees[i] == trees[i - 1];
      call.require(
          next || !places.containsKey(trees[i]),
          "the nodes of tree " + trees[i] + " together",
          "others between");
      Integer other = places.computeIfAbsent(trees[i], key -> new HashMap<>()).put(numbers[i], i);
      call.require(
          other == null,
          "each node once",
          "node " + numbers[i] + " of tree " + trees[i] + " again");
    }
    TreeNodes nodes = new TreeNodes(trees, numbers, leaf, places);
    nodes.requireTrees(call, left, right);
    return nodes;
  }

  private static long[] same(Call call, String attribute, int count) {
    long[] found = call.integers(attribute);
    call.require(found.length == count, count + " " + attribute, Integer.toString(found.length));
    return found;
  }

  private static void values(Call call, String attribute, int count, boolean needed) {
    Tensor tensor = call.tensor(attribute + "_as_tensor");
    int found = call.reals(attribute).length + (tensor == null ? 0 : tensor.size());
    call.require(
        found == count || (found == 0 && !needed),
        count + " " + attribute,
        Integer.toString(found));
  }

  /** Each tree is one: its first node is the root, every other one has one parent before it. */
  private void requireTrees(Call call, long[] left, long[] right) {
    int[] depth = new int[trees.length];
    Arrays.fill(depth, -1);
    int reached = 0;
    int[] stack = new int[trees.length + 2];
    for (int root = 0; root < trees.length; root++) {
      if (root > 0 && trees[root] == trees[root - 1]) {
        continue;
      }
      Map<Long, Integer> tree = places.getOrDefault(trees[root], Map.of());
      int size = 0;
      depth[root] = 0;
      stack[size++] = root;
      while (size > 0) {
        int node = stack[--size];
        reached++;
        if (leaf[node]) {
          continue;
        }
        call.require(
            depth[node] < DEPTH_MAX, "trees at most " + DEPTH_MAX + " deep", "a deeper one");
        for (long child : new long[] {left[node], right[node]}) {
          Integer at = tree.get(child);
          boolean fresh = at != null && depth[at] < 0;
          call.require(
              fresh,
              "each node below one other",
              "child " + child + " of node " + numbers[node] + " of tree " + trees[node]);
          int place = at == null ? 0 : at;
          depth[place] = depth[node] + 1;
          stack[size++] = place;
        }
      }
    }
    call.require(
        reached == trees.length,
        "nodes that belong to their trees",
        trees.length - reached + " that nothing leads to");
  }

  /** The place of a leaf, for what it weighs. */
  int leafAt(Call call, long tree, long number) {
    Integer at = places.getOrDefault(tree, Map.of()).get(number);
    call.require(
        at != null && leaf[at], "weights at leaves", "one at node " + number + " of tree " + tree);
    return at == null ? 0 : at;
  }
}
