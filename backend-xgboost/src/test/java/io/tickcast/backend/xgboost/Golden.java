package io.tickcast.backend.xgboost;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.LoadContext;
import io.tickcast.api.ModelArtifact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The models of Python's library with what it predicts; see {@code tools/xgboost-goldens}. */
final class Golden {
  private static final String FOLDER = "/io/tickcast/trees/";

  private Golden() {}

  /** A model, for the native engine; {@code name} such as {@code rank-map-3.2.0.ubj}. */
  static ModelArtifact model(String name) {
    return ModelArtifact.of(name, bytes(name)).withOptions(Map.of("engine", "native"));
  }

  /** The rows of a case with the library's predictions. */
  static GoldenRows rows(String stem) {
    String[] lines = new String(bytes(stem + ".csv"), StandardCharsets.UTF_8).split("\n");
    List<String> header = Arrays.asList(lines[0].split(","));
    List<List<Double>> inputs = new ArrayList<>();
    List<List<Double>> outputs = new ArrayList<>();
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      String[] cells = line.split(",", -1);
      inputs.add(columns(header, cells, "x"));
      outputs.add(columns(header, cells, "y"));
    }
    return new GoldenRows(inputs, outputs, 2e-6, 1e-5);
  }

  static LoadContext context() {
    return part -> {
      throw new IllegalStateException("expected no nested model, found " + part);
    };
  }

  private static List<Double> columns(List<String> header, String[] cells, String kind) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      if (header.get(i).startsWith(kind)) {
        values.add(cells[i].isEmpty() ? Double.NaN : Double.parseDouble(cells[i]));
      }
    }
    return values;
  }

  private static byte[] bytes(String name) {
    String folder = name.startsWith("xgboost-pickles/") ? "" : "xgboost/";
    try (InputStream raw = Golden.class.getResourceAsStream(FOLDER + folder + name + ".gz")) {
      if (raw == null) {
        throw new IllegalArgumentException("expected a test file, found none of name " + name);
      }
      return new GZIPInputStream(raw).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
