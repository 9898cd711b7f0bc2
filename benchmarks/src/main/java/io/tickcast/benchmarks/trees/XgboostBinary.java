package io.tickcast.benchmarks.trees;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes trees in XGBoost's old binary format, the one that H2O's predictor reads. (Source: XGBoost
 * 0.90, {@code learner.cc}, {@code gbtree_model.h}, {@code tree_model.h}.)
 */
final class XgboostBinary {
  private static final int RESERVED_IN_LEARNER = 30;
  private static final int RESERVED_IN_BOOSTER = 32;
  private static final int RESERVED_IN_TREE = 31;
  private static final int NODE_BYTES = 36;
  private static final int TREE_BYTES = 148;
  private static final int HEADER_BYTES = 512;

  private XgboostBinary() {}

  static byte[] write(Ensemble ensemble) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer header = buffer(HEADER_BYTES);
    header.putFloat(0.5f).putInt(ensemble.features()).putInt(ensemble.classes()).putInt(0);
    zeros(header, RESERVED_IN_LEARNER);
    text(header, "multi:softprob");
    text(header, "gbtree");
    header.putInt(ensemble.trees().size()).putInt(1).putInt(ensemble.features()).putInt(0);
    header.putLong(0).putInt(ensemble.classes()).putInt(0);
    zeros(header, RESERVED_IN_BOOSTER);
    flush(header, out);
    for (Tree tree : ensemble.trees()) {
      flush(tree(tree, ensemble.features()), out);
    }
    ByteBuffer groups = buffer(Integer.BYTES * ensemble.trees().size());
    for (int t = 0; t < ensemble.trees().size(); t++) {
      groups.putInt(t % ensemble.classes());
    }
    flush(groups, out);
    return out.toByteArray();
  }

  private static ByteBuffer tree(Tree tree, int features) {
    ByteBuffer out = buffer(TREE_BYTES + NODE_BYTES * tree.nodes());
    out.putInt(1).putInt(tree.nodes()).putInt(0).putInt(0).putInt(features).putInt(0);
    zeros(out, RESERVED_IN_TREE);
    int[] parents = XgboostUbj.parents(tree);
    for (int node = 0; node < tree.nodes(); node++) {
      boolean leftChild = node > 0 && tree.left()[parents[node]] == node;
      out.putInt(node == 0 ? -1 : parents[node] | (leftChild ? Integer.MIN_VALUE : 0));
      out.putInt(tree.left()[node]).putInt(tree.right()[node]);
      out.putInt(tree.feature()[node] | (tree.defaultLeft()[node] ? Integer.MIN_VALUE : 0));
      out.putFloat(tree.value()[node]);
    }
    zeros(out, 4 * tree.nodes()); // statistics
    return out;
  }

  private static void text(ByteBuffer out, String text) {
    out.putLong(text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static void zeros(ByteBuffer out, int count) {
    for (int i = 0; i < count; i++) {
      out.putInt(0);
    }
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void flush(ByteBuffer from, ByteArrayOutputStream out) {
    out.write(from.array(), 0, from.position());
  }
}
