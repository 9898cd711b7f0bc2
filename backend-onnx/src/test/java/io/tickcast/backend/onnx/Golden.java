package io.tickcast.backend.onnx;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.LoadContext;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** The models of Python's libraries with what ONNX Runtime predicts; see tools/onnx-goldens. */
final class Golden {
  static final double ABSOLUTE = 2e-6;
  static final double RELATIVE = 1e-5;

  private Golden() {}

  static ModelArtifact model(String name) {
    return ModelArtifact.of(name + ".onnx", content(name));
  }

  static byte[] content(String name) {
    return bytes(name + ".onnx.gz");
  }

  /** The names of the outputs: the keys of a map, else y0, y1, ... */
  static List<String> outputs(String name) {
    return Arrays.stream(lines(name)[0].split(",")).filter(one -> !isInput(one)).toList();
  }

  static GoldenRows rows(String name) {
    String[] lines = lines(name);
    String[] header = lines[0].split(",");
    List<List<Double>> inputs = new ArrayList<>();
    List<List<Double>> outputs = new ArrayList<>();
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      String[] cells = line.split(",", -1);
      inputs.add(columns(header, cells, true));
      outputs.add(columns(header, cells, false));
    }
    return new GoldenRows(inputs, outputs, ABSOLUTE, RELATIVE);
  }

  /** Loads a model that needs nothing else. */
  static Model load(ModelArtifact artifact) {
    return new OnnxModelProvider().load(artifact, context());
  }

  static LoadContext context() {
    return part -> {
      throw new IllegalStateException("expected no nested model, found " + part);
    };
  }

  private static boolean isInput(String column) {
    return column.matches("x[0-9]+");
  }

  private static List<Double> columns(String[] header, String[] cells, boolean inputs) {
    return IntStream.range(0, cells.length)
        .filter(i -> isInput(header[i]) == inputs)
        .mapToObj(i -> cells[i].isEmpty() ? Double.NaN : Double.parseDouble(cells[i]))
        .toList();
  }

  private static String[] lines(String name) {
    return new String(bytes(name + ".csv.gz"), StandardCharsets.UTF_8).split("\n");
  }

  private static byte[] bytes(String file) {
    try (InputStream raw = Golden.class.getResourceAsStream(file)) {
      if (raw == null) {
        throw new IllegalArgumentException("expected a test file, found none of name " + file);
      }
      return new GZIPInputStream(raw).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
