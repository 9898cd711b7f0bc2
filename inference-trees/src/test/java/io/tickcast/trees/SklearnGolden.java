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
 * Rows with what scikit-learn made of them; see {@code tools/sklearn-goldens}.
 *
 * @param inputNames the names of the inputs, {@code x0, x1, ...} where the model has none
 * @param outputNames the classes; an empty name for the value of a regressor
 */
record SklearnGolden(
    List<String> inputNames, List<String> outputNames, double[][] inputs, double[][] outputs) {
  private static final String PACKED = ".gz";
  private static final String ROWS = ".csv";
  private static final String PLAIN = "sklearn";

  /** The folder of models of other libraries inside of containers. */
  static final String BOOSTERS = "sklearn-boosters";

  /** All model files. */
  static List<String> models() {
    return models(PLAIN);
  }

  /** All model files of a folder. */
  static List<String> models(String folder) {
    return files(folder).stream().filter(name -> !name.endsWith(ROWS)).toList();
  }

  /** Those whose rows are there. */
  static List<String> predicted() {
    return models().stream().filter(name -> !name.startsWith("refused-")).toList();
  }

  /** The first model file of a case of a version. */
  static String file(String stem) {
    return models().stream()
        .filter(name -> name.startsWith(stem + "."))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected a model, found no " + stem));
  }

  private static List<String> files(String folder) {
    URL place = Objects.requireNonNull(SklearnGolden.class.getResource(folder));
    try (Stream<Path> files = Files.list(Path.of(place.toURI()))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(PACKED))
          .map(name -> name.substring(0, name.length() - PACKED.length()))
          .sorted()
          .toList();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("expected a folder of test files", e);
    }
  }

  /** The rows of a model file. */
  static SklearnGolden of(String model) {
    return of(PLAIN, model);
  }

  /** The rows of a model file of a folder. */
  static SklearnGolden of(String folder, String model) {
    String stem = model.substring(0, model.lastIndexOf('.'));
    String[] lines = new String(bytes(folder, stem + ROWS), StandardCharsets.UTF_8).split("\n");
    List<String> header = List.of(lines[0].split(","));
    List<String> names = header.stream().filter(name -> name.startsWith("x")).toList();
    List<String> results = header.stream().filter(name -> name.startsWith("y_")).toList();
    double[][] inputs = new double[lines.length - 1][];
    double[][] outputs = new double[lines.length - 1][];
    for (int i = 0; i < inputs.length; i++) {
      double[] cells =
          Arrays.stream(lines[i + 1].split(",", -1)).mapToDouble(SklearnGolden::number).toArray();
      inputs[i] = Arrays.copyOf(cells, names.size());
      outputs[i] = Arrays.copyOfRange(cells, names.size(), cells.length);
    }
    return new SklearnGolden(
        names.stream().map(name -> name.replaceFirst("^x_", "")).toList(),
        results.stream().map(name -> name.substring(2)).toList(),
        inputs,
        outputs);
  }

  private static double number(String cell) {
    return switch (cell) {
      case "" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(cell);
    };
  }

  GoldenRows rows() {
    return new GoldenRows(lists(inputs), lists(outputs), 1e-10, 1e-9);
  }

  private static List<List<Double>> lists(double[][] rows) {
    List<List<Double>> lists = new ArrayList<>();
    for (double[] row : rows) {
      lists.add(Arrays.stream(row).boxed().toList());
    }
    return lists;
  }

  static ModelArtifact model(String name) {
    return model(PLAIN, name);
  }

  static ModelArtifact model(String folder, String name) {
    return ModelArtifact.of(name, bytes(folder, name));
  }

  /** The inflated bytes of a test file. */
  static byte[] bytes(String name) {
    return bytes(PLAIN, name);
  }

  /** The inflated bytes of a test file of a folder. */
  static byte[] bytes(String folder, String name) {
    String path = folder + "/" + name + PACKED;
    try (InputStream raw = SklearnGolden.class.getResourceAsStream(path)) {
      if (raw == null) {
        throw new IllegalArgumentException("expected a test file, found none of name " + name);
      }
      return new GZIPInputStream(raw).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
