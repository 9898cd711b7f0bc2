package io.tickcast.transport.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.api.Input;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.OneLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an inference request of the Open Inference Protocol asks for.
 *
 * @param id of the request; empty for none
 * @param tensors its inputs by name
 * @param outputs the outputs that it wants; all when empty
 */
record InferRequest(String id, Map<String, InferTensor> tensors, List<String> outputs) {
  /** The one tensor that holds whole rows. */
  static final String ROWS = "input";

  private static final int LONGEST_ID = 200;
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxNumberLength(64)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * Reads a body.
   *
   * @throws IllegalArgumentException saying what was expected and what was found
   */
  static InferRequest read(byte[] body) {
    JsonNode root = json(body);
    Map<String, InferTensor> tensors = new LinkedHashMap<>();
    for (JsonNode each : array(root, "inputs")) {
      InferTensor tensor = InferTensor.read(each);
      if (tensors.put(tensor.name(), tensor) != null) {
        throw InferTensor.wrong(tensor.name(), "each name once", "it again");
      }
    }
    if (tensors.isEmpty()) {
      throw new IllegalArgumentException("inputs: expected at least one tensor, found none");
    }
    List<String> outputs = new ArrayList<>();
    for (JsonNode each : array(root, "outputs")) {
      outputs.add(each.path("name").asText());
    }
    return new InferRequest(OneLine.text(root.path("id").asText(), LONGEST_ID), tensors, outputs);
  }

  private static JsonNode json(byte[] body) {
    try {
      JsonNode root = JSON.readTree(body);
      if (root != null && root.isObject()) {
        return root;
      }
      throw new IllegalArgumentException("body: expected a JSON object, found something else");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "body: expected JSON, found " + OneLine.text(e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read from memory", e);
    }
  }

  private static JsonNode array(JsonNode root, String name) {
    JsonNode node = root.path(name);
    if (!node.isArray() && !node.isMissingNode()) {
      throw new IllegalArgumentException(name + ": expected an array, found something else");
    }
    return node;
  }

  /**
   * The rows for a model, scaled and clipped as the engine does it.
   *
   * @return {@code double[rows][signature.width()]}
   * @throws IllegalArgumentException when names, columns or rows do not fit
   */
  double[][] rows(ModelSignature signature) {
    InferTensor whole = tensors.get(ROWS);
    boolean byName = whole == null || tensors.size() > 1 || isInput(signature);
    double[][] rows = byName ? byName(signature) : whole(whole, signature.width());
    int bar = signature.inputs().size();
    for (double[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = taken(row[i], signature.inputs().get(i % bar), signature.acceptsMissing());
      }
    }
    return rows;
  }

  private static boolean isInput(ModelSignature signature) {
    return signature.inputNames().equals(List.of(ROWS));
  }

  private static double taken(double value, Input input, boolean acceptsMissing) {
    if (Double.isNaN(value) && !acceptsMissing) {
      throw InferTensor.wrong(input.name(), "a number: the model takes no missing ones", "null");
    }
    return input.seen(value);
  }

  private static double[][] whole(InferTensor tensor, int width) {
    if (tensor.columns() != width) {
      throw InferTensor.wrong(ROWS, "a shape [rows, " + width + "]", tensor.columns() + " columns");
    }
    double[][] rows = new double[tensor.rows()][width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(tensor.data(), i * width, rows[i], 0, width);
    }
    return rows;
  }

  private double[][] byName(ModelSignature signature) {
    List<String> names = signature.inputNames();
    if (signature.window() > 1) {
      throw InferTensor.wrong(
          ROWS, "one tensor [rows, " + signature.width() + "] of whole windows", "others");
    }
    if (!tensors.keySet().containsAll(names) || tensors.size() != names.size()) {
      throw new IllegalArgumentException(
          "inputs: "
              + ModelManifest.difference(names, List.copyOf(tensors.keySet()))
              + "; or one tensor '"
              + ROWS
              + "' of the shape [rows, "
              + names.size()
              + "]");
    }
    int count = tensors.values().iterator().next().rows();
    double[][] rows = new double[count][names.size()];
    for (int i = 0; i < names.size(); i++) {
      InferTensor tensor = tensors.get(names.get(i));
      if (tensor.columns() != 1 || tensor.rows() != count) {
        throw InferTensor.wrong(
            tensor.name(), "a shape [" + count + "] or [" + count + ", 1]", "another one");
      }
      for (int row = 0; row < count; row++) {
        rows[row][i] = tensor.data()[row];
      }
    }
    return rows;
  }
}
