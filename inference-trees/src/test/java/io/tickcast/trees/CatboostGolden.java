package io.tickcast.trees;

import io.tickcast.api.GoldenRows;
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
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A model of CatBoost with rows and what the library made of them; see {@code
 * tools/catboost-goldens}.
 *
 * @param inputs the rows
 * @param margins the library's raw values
 * @param outputs the library's predictions
 */
record CatboostGolden(double[][] inputs, double[][] margins, double[][] outputs) {
  /** The names of all files with a model and rows, such as {@code rmse-1.2.10.cbm}. */
  static List<String> models(String ending) {
    List<String> names = names();
    return names.stream()
        .filter(name -> name.endsWith(ending) && names.contains(stem(name) + ".csv"))
        .toList();
  }

  /** The names of all models without rows: they are of kinds that are refused. */
  static List<String> refused() {
    List<String> names = names();
    return names.stream().filter(name -> !names.contains(stem(name) + ".csv")).toList();
  }

  static String stem(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static List<String> names() {
    URL folder = Objects.requireNonNull(CatboostGolden.class.getResource("catboost"));
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      return files
          .map(file -> file.getFileName().toString())
          .map(name -> name.substring(0, name.length() - ".gz".length()))
          .sorted()
          .toList();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("expected a folder of test files", e);
    }
  }

  /** The rows of a model. */
  static CatboostGolden of(String model) {
    String text = new String(bytes(stem(model) + ".csv"), StandardCharsets.UTF_8);
    String[] lines = text.split("\n");
    String[] header = lines[0].split(",");
    double[][][] parts = new double[3][lines.length - 1][];
    for (int i = 1; i < lines.length; i++) {
      String[] cells = lines[i].split(",", -1);
      for (int p = 0; p < 3; p++) {
        parts[p][i - 1] = columns(header, cells, "xmy".charAt(p));
      }
    }
    return new CatboostGolden(parts[0], parts[1], parts[2]);
  }

  private static double[] columns(String[] header, String[] cells, char kind) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < header.length; i++) {
      if (header[i].charAt(0) == kind) {
        values.add(cells[i].isEmpty() ? Double.NaN : Double.parseDouble(cells[i]));
      }
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The rows with the library's predictions and the agreement that is asked for. */
  GoldenRows rows() {
    return new GoldenRows(lists(inputs), lists(outputs), 1e-10, 1e-9);
  }

  private static List<List<Double>> lists(double[][] rows) {
    return Arrays.stream(rows).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }

  static ModelArtifact model(String name) {
    return ModelArtifact.of(name, bytes(name));
  }

  /** The inflated bytes of a test file. */
  static byte[] bytes(String name) {
    try (InputStream raw = CatboostGolden.class.getResourceAsStream("catboost/" + name + ".gz")) {
      if (raw == null) {
        throw new IllegalArgumentException("expected a test file, found none of name " + name);
      }
      return new GZIPInputStream(raw).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
