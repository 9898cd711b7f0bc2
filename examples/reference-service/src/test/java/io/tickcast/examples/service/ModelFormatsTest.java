package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickcast.api.Model;
import io.tickcast.core.ModelLoader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code predict} over a file of each format that Python leaves behind. */
class ModelFormatsTest {
  private static final Path FILES =
      Path.of("..", "..", "inference-trees", "src", "test", "resources")
          .resolve(Path.of("io", "tickcast", "trees"));

  /** What is printed goes through numbers of 32 bits in XGBoost alone. */
  private static final double NARROW = 2e-6;

  private static final double WIDE = 1e-10;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "xgboost/multi-softprob-3.2.0.json, model.json, xgboost-json",
    "xgboost/multi-softprob-3.2.0.ubj, model.ubj, xgboost-ubj",
    "xgboost-pickles/binary-softprob-0.90.model, model.model, xgboost-binary",
    "xgboost-pickles/binary-softprob-3.0.5.model, model.bin, xgboost-binary",
    "xgboost-pickles/classifier-early-3.4.1.model, model.pkl, xgboost-pickle",
    "xgboost-pickles/classifier-three-3.4.1.model, model.joblib, xgboost-pickle",
    "xgboost-pickles/booster-0.90.model, model.pickle, xgboost-pickle",
    "lightgbm/multiclass-4.7.0.txt, model.txt, lightgbm-text",
    "lightgbm/binary-2.3.1.txt, model.lgb, lightgbm-text",
    "lightgbm-pickles/classifier-texts-4.7.0.pkl, model.pkl, lightgbm-pickle",
    "lightgbm-pickles/classifier-zlib-4.7.0.pkl, model.joblib, lightgbm-pickle",
    "catboost/multiclass-strings-1.2.10.cbm, model.cbm, catboost-cbm",
    "catboost/multiclass-strings-1.2.10.json, model.json, catboost-json",
    "catboost/logloss-strings-1.2.10.pkl, model.pkl, catboost-pickle",
    "sklearn/forest-classifier-1.9.1.pkl0, model.pkl, sklearn-pickle",
    "sklearn/forest-classifier-1.9.1.pkl5, model.pkl, sklearn-pickle",
    "sklearn/forest-classifier-1.9.1.joblib-0, model.joblib, sklearn-pickle",
    "sklearn/forest-classifier-1.9.1.joblib-zlib, model.joblib.z, sklearn-pickle",
    "sklearn/forest-classifier-1.9.1.joblib-gzip, model.joblib.gz, sklearn-pickle",
    "sklearn/forest-classifier-1.9.1.joblib-bz2, model.joblib.bz2, sklearn-pickle",
    "sklearn/forest-classifier-1.9.1.joblib-lzma, model.joblib.lzma, sklearn-pickle",
    "sklearn/forest-classifier-1.9.1.joblib-xz, model.joblib.xz, sklearn-pickle",
    "sklearn/forest-classifier-1.9.1.joblib-lz4, model.joblib.lz4, sklearn-pickle",
    "sklearn/pipeline-imputer-1.5.2, model.pkl, sklearn-pickle",
    "sklearn-boosters/pipeline-xgb-1.9.1, model.pkl, sklearn-pickle",
    "sklearn-boosters/voting-mixed-1.9.1, model.joblib, sklearn-pickle"
  })
  void predict_anyFormat_printsWhatTheLibraryPredicted(String file, String name, String kind)
      throws IOException {
    Path model = Files.write(folder.resolve(name), unpacked(file));
    Rows golden = rows(file);
    Path rows = folder.resolve("rows.csv");
    Files.writeString(rows, golden.csv(header(model, golden.width())));

    Cli.Result result =
        Cli.run("predict", "--model", model.toString(), "--rows", rows.toString()).succeeded();

    double apart = file.contains("xgb") || file.contains("mixed") ? NARROW : WIDE;
    List<String> lines = result.lines();
    assertThat(lines).hasSize(golden.inputs().size() + 1).hasSizeGreaterThan(20);
    for (int i = 1; i < lines.size(); i++) {
      assertAgrees(lines.get(i), golden.outputs().get(i - 1), apart, "row " + i);
    }
    assertThat(Cli.run("model", "inspect", model.toString()).succeeded().out()).contains(kind);
  }

  private static void assertAgrees(String line, List<String> expected, double apart, String row) {
    String[] found = line.split(",");
    assertThat(found).as(row).hasSameSizeAs(expected);
    for (int k = 0; k < found.length; k++) {
      double value = Double.parseDouble(expected.get(k));
      double most = apart * (1 + Math.abs(value));
      assertThat(Double.parseDouble(found[k])).as(row).isCloseTo(value, within(most));
    }
  }

  private static String header(Path file, int width) {
    try (Model model =
        ModelLoader.create(ModelFormatsTest.class.getClassLoader(), List.of())
            .load(ModelLoader.readFile(file, Optional.empty()))) {
      return model.signature().named()
          ? String.join(",", model.signature().inputNames())
          : IntStream.range(0, width).mapToObj(i -> "x" + i).collect(Collectors.joining(","));
    }
  }

  /** The rows beside a model file. */
  private static Rows rows(String file) throws IOException {
    String stem = file.replaceFirst("\\.(json|ubj|model|txt|pkl[0-9]?|cbm|joblib-[0-9a-z]+)$", "");
    List<List<String>> inputs = new ArrayList<>();
    List<List<String>> outputs = new ArrayList<>();
    List<String> lines =
        new String(unpacked(stem + ".csv"), StandardCharsets.UTF_8).lines().toList();
    String[] names = lines.get(0).split(",");
    for (String line : lines.subList(1, lines.size())) {
      if (line.toLowerCase(Locale.ROOT).contains("inf")) {
        continue; // The command takes finite numbers alone.
      }
      String[] cells = line.split(",", -1);
      inputs.add(cells(names, cells, 'x'));
      outputs.add(cells(names, cells, 'y'));
    }
    return new Rows(inputs, outputs);
  }

  private static List<String> cells(String[] names, String[] cells, char kind) {
    return IntStream.range(0, names.length)
        .filter(i -> names[i].charAt(0) == kind)
        .mapToObj(i -> cells[i])
        .toList();
  }

  /** A file of the tests of trees, by its name or by the first of some endings. */
  private static byte[] unpacked(String file) throws IOException {
    Path packed = FILES.resolve(file + ".gz");
    if (!Files.exists(packed)) {
      try (var names = Files.list(packed.getParent())) {
        String start = Path.of(file).getFileName() + ".";
        packed =
            names
                .filter(path -> path.getFileName().toString().startsWith(start))
                .filter(path -> !path.toString().endsWith(".csv.gz"))
                .sorted()
                .findFirst()
                .orElseThrow();
      }
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
      return in.readAllBytes();
    }
  }

  /** Rows with what a library predicted for them, as texts. */
  private record Rows(List<List<String>> inputs, List<List<String>> outputs) {
    int width() {
      return inputs.get(0).size();
    }

    String csv(String header) {
      return inputs.stream()
          .map(row -> String.join(",", row))
          .collect(Collectors.joining("\n", header + "\n", "\n"));
    }
  }
}
