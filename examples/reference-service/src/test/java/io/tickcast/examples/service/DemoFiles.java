package io.tickcast.examples.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** What the scripts wrote: models, and what xgboost itself predicts with them. */
final class DemoFiles {
  static final String MODEL_NAME = "xgboost_eurusd_1h_v1.0.0.ubj";
  static final List<String> OUTPUTS = List.of("buy", "sell", "hold");

  /** Agreement with a library that computes in float32. */
  static final double ABS_TOL = 2e-6;

  static final double REL_TOL = 1e-5;

  private static final String FOLDER = "/io/tickcast/examples/service/";

  private DemoFiles() {}

  /** Copies the model with its manifest. */
  static Path model(Path folder) throws IOException {
    copy("demo/" + MODEL_NAME + ".manifest.json", folder);
    return copy("demo/" + MODEL_NAME, folder);
  }

  /** The model as another version; its bytes differ by the manifest alone. */
  static void version(Path folder, String version) throws IOException {
    Path model = model(Files.createTempDirectory(folder.getParent(), "v"));
    String manifest = Files.readString(Path.of(model + ".manifest.json"));
    Path target = folder.resolve("xgboost_eurusd_1h_v" + version + ".ubj");
    Files.writeString(
        folder.resolve(target.getFileName() + ".manifest.json"),
        manifest.replace("\"1.0.0\"", "\"" + version + "\""));
    Files.copy(model, target);
  }

  static Path recording(Path folder) throws IOException {
    return copy("demo/eurusd_1h.rec.gz", folder);
  }

  static Path rows(Path folder) throws IOException {
    return copy("demo/rows_200.csv", folder);
  }

  /** Rows of numbers without the header. */
  static List<double[]> expectedOfRows() throws IOException {
    try (InputStream stream = open("demo/rows_200_expected.csv")) {
      return numbers(stream);
    }
  }

  /** The predictions for {@code predict/direction.csv}. */
  static List<double[]> expectedOfDirection() throws IOException {
    try (InputStream stream = open("predict/direction_expected.csv")) {
      return numbers(stream);
    }
  }

  /** For each bar of the recording its time and the probabilities. */
  static List<double[]> expectedOfRecording() throws IOException {
    try (InputStream stream = new GZIPInputStream(open("demo/eurusd_1h_expected.csv.gz"))) {
      return numbers(stream);
    }
  }

  private static List<double[]> numbers(InputStream stream) {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    return reader.lines().skip(1).map(DemoFiles::numbers).toList();
  }

  static double[] numbers(String line) {
    return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  static double tolerance(double expected) {
    return ABS_TOL + REL_TOL * Math.abs(expected);
  }

  /** Copies a resource of this package's folder. */
  static Path copy(String name, Path folder) throws IOException {
    Path file = folder.resolve(name.substring(name.lastIndexOf('/') + 1));
    try (InputStream stream = open(name)) {
      Files.copy(stream, file);
    }
    return file;
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(DemoFiles.class.getResourceAsStream(FOLDER + name), name);
  }
}
