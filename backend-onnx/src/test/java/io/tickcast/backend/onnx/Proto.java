package io.tickcast.backend.onnx;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Writes messages of Protocol Buffers by hand, right ones and wrong ones. <i>Confined.</i> */
final class Proto {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

  private interface Writing {
    void write() throws IOException;
  }

  private Proto write(Writing writing) {
    try {
      writing.write();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Proto number(int field, long value) {
    return write(() -> out.writeInt64(field, value));
  }

  Proto real(int field, float value) {
    return write(() -> out.writeFloat(field, value));
  }

  Proto text(int field, String value) {
    return write(() -> out.writeString(field, value));
  }

  Proto blob(int field, byte[] value) {
    return write(() -> out.writeByteArray(field, value));
  }

  Proto message(int field, Proto value) {
    return blob(field, value.bytes());
  }

  byte[] bytes() {
    write(out::flush);
    return bytes.toByteArray();
  }

  // ---- ONNX ----

  /** A model of one graph. */
  static Proto model(Proto graph) {
    return new Proto()
        .number(1, 8)
        .message(8, opset("", 17))
        .message(8, opset("ai.onnx.ml", 3))
        .message(7, graph);
  }

  static Proto opset(String domain, long version) {
    return new Proto().text(1, domain).number(2, version);
  }

  /** A graph from x of a row of columns to y. */
  static Proto graph(int columns, Proto... nodes) {
    Proto graph = new Proto();
    Arrays.stream(nodes).forEach(node -> graph.message(1, node));
    return graph
        .text(2, "graph")
        .message(11, value("x", 1, -1, columns))
        .message(12, value("y", 1, -1, 1));
  }

  static Proto node(
      String operator, String domain, String inputs, String outputs, Proto... attributes) {
    Proto node = new Proto();
    Arrays.stream(inputs.split(",")).forEach(input -> node.text(1, input));
    Arrays.stream(outputs.split(",")).forEach(output -> node.text(2, output));
    node.text(4, operator).text(7, domain);
    Arrays.stream(attributes).forEach(attribute -> node.message(5, attribute));
    return node;
  }

  /** A tensor value; a negative dimension is open. */
  static Proto value(String name, int type, long... shape) {
    Proto dimensions = new Proto();
    for (long dimension : shape) {
      dimensions.message(
          1, dimension < 0 ? new Proto().text(2, "batch") : new Proto().number(1, dimension));
    }
    Proto tensor = new Proto().number(1, type).message(2, dimensions);
    return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
  }

  /** A constant of whole numbers. */
  static Proto whole(String name, long... numbers) {
    Proto tensor = new Proto().number(1, numbers.length).number(2, 7).text(8, name);
    Arrays.stream(numbers).forEach(number -> tensor.number(7, number));
    return tensor;
  }

  static Proto integers(String name, long... numbers) {
    Proto attribute = new Proto().text(1, name).number(20, 7);
    Arrays.stream(numbers).forEach(number -> attribute.number(8, number));
    return attribute;
  }

  static Proto integer(String name, long number) {
    return new Proto().text(1, name).number(20, 2).number(3, number);
  }

  static Proto reals(String name, float... numbers) {
    Proto attribute = new Proto().text(1, name).number(20, 6);
    for (float number : numbers) {
      attribute.real(7, number);
    }
    return attribute;
  }

  static Proto texts(String name, String... texts) {
    Proto attribute = new Proto().text(1, name).number(20, 8);
    Arrays.stream(texts).forEach(text -> attribute.text(9, text));
    return attribute;
  }
}
