package io.tickcast.backend.lightgbm;

import io.tickcast.api.GoldenRows;
import io.tickcast.api.LoadContext;
import io.tickcast.api.ModelArtifact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The models of Python's library with what it predicts; see {@code tools/lightgbm-goldens}.
 *
 * @param inputs the rows
 * @param outputs the library's predictions
 */
record Golden(double[][] inputs, double[][] outputs) {
  private static final String FOLDER = "/io/tickcast/trees/";
  private static final String PICKLES = "lightgbm-pickles/";
  private static final String TEXTS = "lightgbm/";
  private static final String ROWS = ".csv.gz";

  /** The models in the text format, such as {@code lightgbm/binary-4.6.0}. */
  static List<String> texts() {
    return stems(TEXTS);
  }

  /** The pickles, such as {@code lightgbm-pickles/ranker-4.6.0}. */
  static List<String> pickles() {
    return stems(PICKLES);
  }

  /** A model, for the native engine. */
  static ModelArtifact model(String stem) {
    String name = stem + (stem.startsWith(PICKLES) ? ".pkl" : ".txt");
    return ModelArtifact.of(name, bytes(name)).withOptions(Map.of("engine", "native"));
  }

  /** The rows of a case with the library's predictions. */
  static Golden of(String stem) {
    String[] lines = new String(bytes(stem + ".csv"), StandardCharsets.UTF_8).split("\n");
    String[] header = lines[0].split(",");
    double[][] inputs = new double[lines.length - 1][];
    double[][] outputs = new double[lines.length - 1][];
    for (int i = 1; i < lines.length; i++) {
      String[] cells = lines[i].split(",", -1);
      inputs[i - 1] = columns(header, cells, "x");
      outputs[i - 1] = columns(header, cells, "y");
    }
    return new Golden(inputs, outputs);
  }

  /** The same with the agreement that is asked for. */
  GoldenRows rows() {
    return new GoldenRows(lists(inputs), lists(outputs), 1e-10, 1e-9);
  }

  static LoadContext context() {
    return part -> {
      throw new IllegalStateException("expected no nested model, found " + part);
    };
  }

  private static List<List<Double>> lists(double[][] rows) {
    return Arrays.stream(rows).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }

  private static double[] columns(String[] header, String[] cells, String kind) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < header.length; i++) {
      if (header[i].startsWith(kind)) {
        values.add(cells[i].isEmpty() ? Double.NaN : Double.parseDouble(cells[i]));
      }
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static List<String> stems(String folder) {
    URL place = Objects.requireNonNull(Golden.class.getResource(FOLDER + folder));
    try (Stream<Path> files = Files.list(Path.of(place.toURI()))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ROWS))
          .map(name -> folder + name.substring(0, name.length() - ROWS.length()))
          .sorted()
          .toList();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("expected a folder of test files", e);
    }
  }

  private static byte[] bytes(String name) {
    try (InputStream raw = Golden.class.getResourceAsStream(FOLDER + name + ".gz")) {
      if (raw == null) {
        throw new IllegalArgumentException("expected a test file, found none of name " + name);
      }
      return new GZIPInputStream(raw).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
