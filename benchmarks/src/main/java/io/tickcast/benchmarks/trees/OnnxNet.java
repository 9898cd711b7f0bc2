package io.tickcast.benchmarks.trees;

import java.util.Random;

/** Writes a net of two hidden layers of 64 as an ONNX model, as exporters of trainers do. */
final class OnnxNet {
  private static final int IR_VERSION = 8;
  private static final int OPERATORS = 17;
  private static final int HIDDEN = 64;
  private static final int FLOAT = 1;

  private final Random random = new Random(42);
  private final Protobuf graph = new Protobuf();

  private OnnxNet() {}

  /** Writes a net from rows of features to shares of classes. */
  static byte[] write(int features, int classes) {
    return new OnnxNet().model(features, classes);
  }

  private byte[] model(int features, int classes) {
    layer(OnnxModel.INPUT, "first", features, HIDDEN);
    node("Relu", "first", "a");
    layer("a", "second", HIDDEN, HIDDEN);
    node("Relu", "second", "b");
    layer("b", "third", HIDDEN, classes);
    node("Softmax", "third", OnnxModel.OUTPUT);
    graph.text(2, "graph");
    graph.message(11, OnnxModel.tensor(OnnxModel.INPUT, FLOAT, features));
    graph.message(12, OnnxModel.tensor(OnnxModel.OUTPUT, FLOAT, classes));
    return new Protobuf()
        .number(1, IR_VERSION)
        .message(7, graph)
        .message(8, new Protobuf().text(1, "").number(2, OPERATORS))
        .bytes();
  }

  private void layer(String from, String to, int inputs, int outputs) {
    weights(to + ".w", inputs, outputs);
    weights(to + ".b", outputs);
    Protobuf node = new Protobuf().text(1, from).text(1, to + ".w").text(1, to + ".b");
    graph.message(1, node.text(2, to).text(4, "Gemm"));
  }

  private void node(String operator, String from, String to) {
    graph.message(1, new Protobuf().text(1, from).text(2, to).text(4, operator));
  }

  private void weights(String name, int... shape) {
    Protobuf tensor = new Protobuf();
    int size = 1;
    for (int dimension : shape) {
      tensor.number(1, dimension);
      size *= dimension;
    }
    tensor.number(2, FLOAT);
    for (int i = 0; i < size; i++) {
      tensor.real(4, (float) (random.nextGaussian() / Math.sqrt(shape[0])));
    }
    graph.message(5, tensor.text(8, name));
  }
}
