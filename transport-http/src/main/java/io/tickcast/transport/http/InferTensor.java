package io.tickcast.transport.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickcast.api.OneLine;
import java.util.Iterator;
import java.util.Set;

/**
 * A tensor of a request: rows of numbers.
 *
 * @param name as the request calls it
 * @param rows how many rows it has, from 1
 * @param columns how many numbers a row has, from 1
 * @param data row after row; NaN for null
 */
record InferTensor(String name, int rows, int columns, double[] data) {
  private static final int VALUES_MAX = 1 << 17;
  private static final int SHOWN_MAX = 60;
  private static final Set<String> DATATYPES =
      Set.of(
          "FP64", "FP32", "FP16", "INT64", "INT32", "INT16", "INT8", "UINT64", "UINT32", "UINT16",
          "UINT8");

  /**
   * Reads a tensor.
   *
   * @throws IllegalArgumentException saying what was expected and what was found
   */
  static InferTensor read(JsonNode node) {
    String name = node.path("name").asText();
    String datatype = node.path("datatype").asText();
    if (!node.isObject() || name.isEmpty()) {
      throw new IllegalArgumentException("inputs: expected tensors with a name, found one without");
    }
    if (!DATATYPES.contains(datatype)) {
      throw wrong(
          name, "a datatype of numbers such as FP64", datatype.isEmpty() ? "none" : datatype);
    }
    int[] shape = shape(name, node.path("shape"));
    double[] data = new double[Math.multiplyExact(shape[0], shape[1])];
    int count = fill(name, node.path("data"), data, 0);
    if (count != data.length) {
      throw wrong(name, data.length + " numbers as its shape says", String.valueOf(count));
    }
    return new InferTensor(name, shape[0], shape[1], data);
  }

  /** Rows and columns. */
  private static int[] shape(String name, JsonNode node) {
    int[] shape = {1, 1};
    boolean fits = node.isArray() && (node.size() == 1 || node.size() == 2);
    for (int i = 0; fits && i < node.size(); i++) {
      fits = node.get(i).isInt() && node.get(i).intValue() >= 1;
      shape[i] = node.get(i).intValue();
    }
    if (!fits || (long) shape[0] * shape[1] > VALUES_MAX) {
      throw wrong(
          name, "a shape [rows] or [rows, columns] of at most " + VALUES_MAX, "another one");
    }
    return shape;
  }

  /** Fills from nested arrays too; returns where the next number goes. */
  private static int fill(String name, JsonNode node, double[] data, int from) {
    if (!node.isArray()) {
      throw wrong(name, "an array 'data'", "none");
    }
    int at = from;
    for (Iterator<JsonNode> all = node.elements(); all.hasNext(); ) {
      JsonNode each = all.next();
      if (each.isArray()) {
        at = fill(name, each, data, at);
      } else {
        requireNumber(name, each);
        requireRoom(name, at, data);
        data[at++] = each.isNull() ? Double.NaN : each.doubleValue();
      }
    }
    return at;
  }

  private static void requireNumber(String name, JsonNode node) {
    if (!node.isNull() && !(node.isNumber() && Double.isFinite(node.doubleValue()))) {
      throw wrong(name, "finite numbers, or null for a missing one", "something else");
    }
  }

  private static void requireRoom(String name, int at, double[] data) {
    if (at >= data.length) {
      throw wrong(name, data.length + " numbers as its shape says", "more");
    }
  }

  static IllegalArgumentException wrong(String name, String expected, String found) {
    return new IllegalArgumentException(
        "input " + shown(name) + ": expected " + expected + ", found " + shown(found));
  }

  private static String shown(String text) {
    return OneLine.text(text, SHOWN_MAX);
  }
}
