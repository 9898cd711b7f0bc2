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
 * A model of the library with rows and what the library made of them; see {@code
 * tools/xgboost-goldens}.
 *
 * @param inputs the rows
 * @param margins the library's margins
 * @param outputs the library's predictions
 */
record Golden(String stem, double[][] inputs, double[][] margins, double[][] outputs) {
  private static final String ROWS = ".csv.gz";

  /** The file names, without their endings, of all cases of all versions. */
  static List<String> stems() {
    return stems("xgboost");
  }

  /** The encodings in which there is a model; the oldest have no UBJSON. */
  static List<XgboostFormat> formats(String stem) {
    return stem.endsWith("-1.2.1")
        ? List.of(XgboostFormat.JSON)
        : List.of(XgboostFormat.JSON, XgboostFormat.UBJ);
  }

  /** The file names, without their endings, of a library's cases. */
  static List<String> stems(String library) {
    URL folder = Objects.requireNonNull(Golden.class.getResource(library));
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ROWS))
          .map(name -> name.substring(0, name.length() - ROWS.length()))
          .sorted()
          .toList();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("expected a folder of test files", e);
    }
  }

  static Golden of(String stem) {
    return parsed(stem, new String(bytes(stem + ".csv"), StandardCharsets.UTF_8));
  }

  /** Rows, margins and predictions from columns x, m and y. */
  static Golden parsed(String stem, String text) {
    String[] lines = text.split("\n");
    String[] header = lines[0].split(",");
    double[][][] parts = new double[3][lines.length - 1][];
    for (int i = 1; i < lines.length; i++) {
      String[] cells = lines[i].split(",", -1);
      for (int p = 0; p < 3; p++) {
        parts[p][i - 1] = columns(header, cells, "xmy".charAt(p));
      }
    }
    return new Golden(stem, parts[0], parts[1], parts[2]);
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
    return new GoldenRows(lists(inputs), lists(outputs), 2e-6, 1e-5);
  }

  private static List<List<Double>> lists(double[][] rows) {
    return Arrays.stream(rows).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }

  /** The model in an encoding. */
  static ModelArtifact model(String stem, XgboostFormat format) {
    String name = stem + (format == XgboostFormat.JSON ? ".json" : ".ubj");
    return ModelArtifact.of(name, bytes(name));
  }

  /** The inflated bytes of a test file. */
  static byte[] bytes(String name) {
    return bytes("xgboost", name);
  }

  /** The inflated bytes of a library's test file. */
  static byte[] bytes(String library, String name) {
    try (InputStream raw = Golden.class.getResourceAsStream(library + "/" + name + ".gz")) {
      if (raw == null) {
        throw new IllegalArgumentException("expected a test file, found none of name " + name);
      }
      return new GZIPInputStream(raw).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
