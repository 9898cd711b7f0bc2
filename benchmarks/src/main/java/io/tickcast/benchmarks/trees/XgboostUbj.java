package io.tickcast.benchmarks.trees;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntUnaryOperator;

/**
 * Writes trees in XGBoost's UBJ format, as version 2.1 does, with statistics of zero. (Source: its
 * {@code doc/model.schema} and {@code json_io.h}.)
 */
final class XgboostUbj {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private XgboostUbj() {}

  static byte[] write(Ensemble ensemble) {
    XgboostUbj file = new XgboostUbj();
    try {
      file.model(ensemble);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.bytes.toByteArray();
  }

  /** For each node its parent. */
  static int[] parents(Tree tree) {
    int[] parents = new int[tree.nodes()];
    parents[0] = Integer.MAX_VALUE;
    for (int node = 0; node < tree.nodes(); node++) {
      if (!tree.isLeaf(node)) {
        parents[tree.left()[node]] = node;
        parents[tree.right()[node]] = node;
      }
    }
    return parents;
  }

  private void model(Ensemble ensemble) throws IOException {
    String features = Integer.toString(ensemble.features());
    String classes = Integer.toString(ensemble.classes());
    out.writeByte('{');
    open("learner");
    open("attributes").close();
    array("feature_names", 0);
    array("feature_types", 0);
    open("gradient_booster");
    open("model");
    open("gbtree_model_param");
    text("num_parallel_tree", "1").text("num_trees", "" + ensemble.trees().size()).close();
    int rounds = ensemble.trees().size() / ensemble.classes();
    numbers("iteration_indptr", rounds + 1, round -> round * ensemble.classes());
    numbers("tree_info", ensemble.trees().size(), t -> t % ensemble.classes());
    array("trees", ensemble.trees().size());
    for (int t = 0; t < ensemble.trees().size(); t++) {
      tree(ensemble.trees().get(t), t, features);
    }
    close();
    text("name", "gbtree").close();
    open("learner_model_param");
    text("base_score", "5E-1").text("boost_from_average", "1").text("num_class", classes);
    text("num_feature", features).text("num_target", "1").close();
    open("objective").text("name", "multi:softprob");
    open("softmax_multiclass_param").text("num_class", classes).close();
    close().close();
    int[] version = {2, 1, 4};
    numbers("version", version.length, i -> version[i]);
    close();
  }

  private void tree(Tree tree, int id, String features) throws IOException {
    int nodes = tree.nodes();
    int[] parents = parents(tree);
    out.writeByte('{');
    floats("base_weights", new float[nodes]);
    ints("categories", 'l', 0, i -> 0);
    ints("categories_nodes", 'l', 0, i -> 0);
    ints("categories_segments", 'L', 0, i -> 0);
    ints("categories_sizes", 'L', 0, i -> 0);
    ints("default_left", 'U', nodes, node -> tree.defaultLeft()[node] ? 1 : 0);
    name("id");
    number(id);
    ints("left_children", 'l', nodes, node -> tree.left()[node]);
    floats("loss_changes", new float[nodes]);
    ints("parents", 'l', nodes, node -> parents[node]);
    ints("right_children", 'l', nodes, node -> tree.right()[node]);
    floats("split_conditions", tree.value());
    ints("split_indices", 'l', nodes, node -> tree.feature()[node]);
    ints("split_type", 'U', nodes, node -> 0);
    floats("sum_hessian", new float[nodes]);
    open("tree_param").text("num_deleted", "0").text("num_feature", features);
    text("num_nodes", "" + nodes).text("size_leaf_vector", "1").close();
    close();
  }

  private XgboostUbj open(String name) throws IOException {
    name(name);
    out.writeByte('{');
    return this;
  }

  private XgboostUbj close() throws IOException {
    out.writeByte('}');
    return this;
  }

  /** Begins an array, which has no closing mark since its count is known. */
  private void array(String name, long count) throws IOException {
    name(name);
    out.writeByte('[');
    out.writeByte('#');
    out.writeByte('L');
    out.writeLong(count);
  }

  private void numbers(String name, int count, IntUnaryOperator values) throws IOException {
    array(name, count);
    for (int i = 0; i < count; i++) {
      number(values.applyAsInt(i));
    }
  }

  private void number(int value) throws IOException {
    out.writeByte('l');
    out.writeInt(value);
  }

  private XgboostUbj text(String name, String value) throws IOException {
    name(name);
    out.writeByte('S');
    string(value);
    return this;
  }

  private void floats(String name, float[] values) throws IOException {
    typed(name, 'd', values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private void ints(String name, char type, int count, IntUnaryOperator values) throws IOException {
    typed(name, type, count);
    for (int i = 0; i < count; i++) {
      int value = values.applyAsInt(i);
      switch (type) {
        case 'U' -> out.writeByte(value);
        case 'L' -> out.writeLong(value);
        default -> out.writeInt(value);
      }
    }
  }

  private void typed(String name, char type, int count) throws IOException {
    name(name);
    out.writeByte('[');
    out.writeByte('$');
    out.writeByte(type);
    out.writeByte('#');
    out.writeByte('L');
    out.writeLong(count);
  }

  private void name(String name) throws IOException {
    string(name);
  }

  private void string(String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeByte('L');
    out.writeLong(utf8.length);
    out.write(utf8);
  }
}
