package io.tickcast.benchmarks.trees;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Writes trees as an ONNX model of one node, a {@code TreeEnsembleClassifier}, as converters do.
 * (Source: ONNX's {@code onnx.proto} and {@code Operators-ml.md}.)
 */
final class OnnxModel {
  static final String INPUT = "rows";
  static final String OUTPUT = "probabilities";

  private static final int IR_VERSION = 8;
  private static final int OPERATORS_ML = 3;
  private static final int OPERATORS = 17;
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  /** A node of a tree, and its number there. */
  private record Place(int tree, int node) {}

  private final Ensemble ensemble;
  private final List<Place> nodes;
  private final List<Place> leaves;
  private final Protobuf operator = new Protobuf();

  private OnnxModel(Ensemble ensemble) {
    this.ensemble = ensemble;
    nodes =
        IntStream.range(0, ensemble.trees().size())
            .boxed()
            .flatMap(
                t ->
                    IntStream.range(0, ensemble.trees().get(t).nodes())
                        .mapToObj(node -> new Place(t, node)))
            .toList();
    leaves = nodes.stream().filter(this::isLeaf).toList();
  }

  /**
   * Writes a model.
   *
   * @param intercept the margin of each class before the first tree
   */
  static byte[] write(Ensemble ensemble, float intercept) {
    return new OnnxModel(ensemble).model(intercept);
  }

  private byte[] model(float intercept) {
    operator.text(1, INPUT).text(2, "label").text(2, OUTPUT);
    operator.text(3, "trees").text(4, "TreeEnsembleClassifier").text(7, "ai.onnx.ml");
    integers("nodes_treeids", nodes, Place::tree);
    integers("nodes_nodeids", nodes, Place::node);
    integers("nodes_featureids", nodes, at -> tree(at).feature()[at.node]);
    texts("nodes_modes");
    reals("nodes_values", nodes, at -> isLeaf(at) ? 0 : tree(at).value()[at.node]);
    integers("nodes_truenodeids", nodes, at -> Math.max(0, tree(at).left()[at.node]));
    integers("nodes_falsenodeids", nodes, at -> Math.max(0, tree(at).right()[at.node]));
    integers(
        "nodes_missing_value_tracks_true", nodes, at -> tree(at).defaultLeft()[at.node] ? 1 : 0);
    integers("class_treeids", leaves, Place::tree);
    integers("class_nodeids", leaves, Place::node);
    integers("class_ids", leaves, at -> at.tree % ensemble.classes());
    reals("class_weights", leaves, at -> tree(at).value()[at.node]);
    List<Place> classes =
        IntStream.range(0, ensemble.classes()).mapToObj(c -> new Place(c, 0)).toList();
    integers("classlabels_int64s", classes, Place::tree);
    reals("base_values", classes, at -> intercept);
    operator.message(5, new Protobuf().text(1, "post_transform").text(4, "SOFTMAX").number(20, 3));
    Protobuf graph = new Protobuf().message(1, operator).text(2, "graph");
    graph.message(11, tensor(INPUT, FLOAT, ensemble.features()));
    graph.message(12, tensor("label", INT64, 0));
    graph.message(12, tensor(OUTPUT, FLOAT, ensemble.classes()));
    return new Protobuf()
        .number(1, IR_VERSION)
        .message(7, graph)
        .message(8, new Protobuf().text(1, "").number(2, OPERATORS))
        .message(8, new Protobuf().text(1, "ai.onnx.ml").number(2, OPERATORS_ML))
        .bytes();
  }

  private Tree tree(Place at) {
    return ensemble.trees().get(at.tree);
  }

  private boolean isLeaf(Place at) {
    return tree(at).isLeaf(at.node);
  }

  private void integers(String name, List<Place> places, ToLongFunction<Place> value) {
    Protobuf attribute = new Protobuf().text(1, name);
    places.forEach(at -> attribute.number(8, value.applyAsLong(at)));
    operator.message(5, attribute.number(20, 7));
  }

  private void reals(String name, List<Place> places, ToDoubleFunction<Place> value) {
    Protobuf attribute = new Protobuf().text(1, name);
    places.forEach(at -> attribute.real(7, (float) value.applyAsDouble(at)));
    operator.message(5, attribute.number(20, 6));
  }

  private void texts(String name) {
    Protobuf attribute = new Protobuf().text(1, name);
    nodes.forEach(at -> attribute.text(9, isLeaf(at) ? "LEAF" : "BRANCH_LT"));
    operator.message(5, attribute.number(20, 8));
  }

  /** A matrix with a row for each row, or a vector. */
  static Protobuf tensor(String name, int type, int columns) {
    Protobuf shape = new Protobuf().message(1, new Protobuf().text(2, "count"));
    if (columns > 0) {
      shape.message(1, new Protobuf().number(1, columns));
    }
    Protobuf tensor = new Protobuf().number(1, type).message(2, shape);
    return new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensor));
  }
}
