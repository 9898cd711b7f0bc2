package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictCommandTest {
  @TempDir private Path folder;
  private Path model = Path.of("");
  private Path rows = Path.of("");

  @BeforeEach
  void copyFiles() throws IOException {
    model = DemoFiles.model(folder);
    rows = DemoFiles.rows(folder);
  }

  @Test
  void predict_rows_givePredictionsOfTheProducingLibrary() throws IOException {
    Cli.Result result = predict("--rows", rows.toString()).succeeded();
    assertThat(result.lines().get(0)).isEqualTo("buy,sell,hold");
    assertAgrees(result.lines().subList(1, result.lines().size()), DemoFiles.expectedOfRows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "native"})
  void rows_onEitherEngine_givePredictionsOfTheProducingLibrary(String engine) throws IOException {
    Path direction = DemoFiles.copy("predict/direction.json", folder);
    Path file = DemoFiles.copy("predict/direction.csv", folder);
    Cli.Result result =
        Cli.run(
            "predict",
            "--engine",
            engine,
            "--model",
            direction.toString(),
            "--rows",
            file.toString());
    List<String> lines = result.succeeded().lines();
    assertAgrees(lines.subList(1, lines.size()), DemoFiles.expectedOfDirection());
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "native"})
  void rows_ofLightgbmOnEitherEngine_giveWhatItsTreesSay(String engine) throws IOException {
    String text =
        """
        tree
        version=v4
        num_class=1
        label_index=0
        max_feature_idx=0
        objective=regression
        feature_names=a
        feature_infos=[0:1]

        Tree=0
        num_leaves=2
        num_cat=0
        split_feature=0
        threshold=1e-320
        decision_type=2
        left_child=-1
        right_child=-2
        leaf_value=1 2.5

        end of trees
        """;
    Path file = Files.writeString(folder.resolve("small.txt"), text);
    Path lines = write("a", "0", "1");
    String[] arguments = {
      "predict", "--engine", engine, "--model", file.toString(), "--rows", lines.toString()
    };
    assertThat(Cli.run(arguments).succeeded().out()).isEqualTo("value\n1.0\n2.5\n");
  }

  @Test
  void rows_onTheJavaEngine_areTheDefault() {
    assertThat(predict("--engine", "java", "--rows", rows.toString()).succeeded().out())
        .isEqualTo(predict("--rows", rows.toString()).out());
  }

  @Test
  void predict_numbers_areTheShortestThatReadBackTheSame() {
    for (String line : predict("--rows", rows.toString()).lines().subList(1, 201)) {
      for (String field : line.split(",")) {
        double value = Double.parseDouble(field);
        assertThat(Numbers.shortest(value)).isEqualTo(field);
        assertThat(field.length()).isLessThanOrEqualTo(Double.toString(value).length());
      }
    }
  }

  @Test
  void columns_inAnotherOrder_giveTheSame() throws IOException {
    List<String> turned = new ArrayList<>();
    for (String line : Files.readAllLines(rows)) {
      List<String> fields = new ArrayList<>(List.of(line.split(",", -1)));
      Collections.reverse(fields);
      turned.add("extra," + String.join(",", fields));
    }
    Path other = Files.write(folder.resolve("turned.csv"), turned);
    assertThat(predict("--rows", other.toString()).succeeded().out())
        .isEqualTo(predict("--rows", rows.toString()).out());
  }

  @Test
  void field_empty_isMissingToTheModel() throws IOException {
    List<String> lines = Files.readAllLines(rows);
    int width = lines.get(0).split(",").length;
    Path empty = write(lines.get(0), ",".repeat(width - 1), lines.get(1));
    Path nan = write(lines.get(0), "NaN" + ",NaN".repeat(width - 1), lines.get(1));
    Cli.Result result = predict("--rows", empty.toString()).succeeded();
    assertThat(result.lines()).hasSize(3);
    assertThat(result.lines().get(1)).isNotEqualTo(result.lines().get(2));
    assertThat(predict("--rows", nan.toString()).out()).isEqualTo(result.out());
  }

  @Test
  void rows_none_giveTheHeaderAlone() throws IOException {
    Path file = write(Files.readAllLines(rows).get(0));
    assertThat(predict("--rows", file.toString()).succeeded().out()).isEqualTo("buy,sell,hold\n");
  }

  @Test
  void column_missing_showsTheDifference() throws IOException {
    String header = Files.readAllLines(rows).get(0);
    Path file = write(header.replace("rsi_14,", "rsi_41,"));
    predict("--rows", file.toString()).failed(1, ":1: ", "missing 'rsi_14'", "extra 'rsi_41'");
  }

  @Test
  void row_thatTheModelRefuses_isNamedByLine() throws IOException {
    List<String> lines = Files.readAllLines(rows);
    String wide = lines.get(2).replaceFirst("^[^,]*", "1e39");
    Path file = write(lines.get(0), lines.get(1), wide);
    predict("--rows", file.toString()).failed(1, file + ":3: expected a finite value");
  }

  @Test
  void cell_ofText_isNamedByLineAndColumn() throws IOException {
    List<String> lines = Files.readAllLines(rows);
    String bad = lines.get(2).replaceFirst("^[^,]*", "up");
    Path file = write(lines.get(0), lines.get(1), bad);
    Cli.Result result = predict("--rows", file.toString());
    result.failed(1, file + ":3: ", "in column 'return_1', found 'up'");
    assertThat(result.lines()).as("what was predicted before").hasSize(2);
  }

  @Test
  void files_thatAreNotThere_areNamed() {
    predict("--rows", "gone.csv")
        .failed(1, "expected a CSV file of rows, found nothing at 'gone.csv'");
    Cli.run("predict", "--model", "gone.ubj", "--rows", rows.toString())
        .failed(1, "expected a model file, found none", "gone.ubj");
    predict("--rows", rows.toString(), "--manifest", "gone.json").failed(1, "gone.json");
    predict("--rows", folder.toString()).failed(1, "found a folder at");
  }

  @Test
  void model_ofUnknownKind_isRefusedWithWhatItSeemsToBe() {
    Cli.run("predict", "--model", rows.toString(), "--rows", rows.toString())
        .failed(1, rows.toString(), "expected one backend that takes it, found none");
  }

  @Test
  void model_withAnotherSha256_isRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length / 2] ^= 1;
    Files.write(model, bytes);
    predict("--rows", rows.toString()).failed(1, "expected sha256");
  }

  @Test
  void engine_unknown_isRefused() {
    predict("--rows", rows.toString(), "--engine", "gpu")
        .failed(2, "--engine: expected java, native or djl, found 'gpu'");
  }

  @Test
  void predict_vecNormalizeForNoAgent_isRefused() throws Exception {
    predict("--rows", rows.toString(), "--vecnormalize", rows.toString())
        .failed(1, "--vecnormalize: expected an agent, found '");
  }

  @Test
  void predict_progress_isShownToATerminalAloneAndCleared() {
    Map<String, String> terminal = Map.of("TICKCAST_PROGRESS", "1");
    Cli.Result result =
        Cli.run(terminal, "predict", "--model", model.toString(), "--rows", rows.toString());
    assertThat(result.code()).isZero();
    assertThat(result.err()).matches("(\r\u001b\\[K([0-9,]+ rows)?)*");
  }

  @Test
  void output_ofManyRows_isWrittenOnTheWay() throws IOException {
    List<String> lines = Files.readAllLines(rows);
    Path file = folder.resolve("many.csv");
    List<String> many = new ArrayList<>(lines);
    for (int i = 0; i < 20; i++) {
      many.addAll(lines.subList(1, lines.size()));
    }
    many.add("up");
    Files.write(file, many);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String[] args = {"predict", "--model", model.toString(), "--rows", file.toString()};
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertThat(Main.run(args, out, err, Map.of(), new Termination(false))).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(1 + 21 * 200);
  }

  private Cli.Result predict(String... further) {
    List<String> args = new ArrayList<>(List.of("predict", "--model", model.toString()));
    args.addAll(List.of(further));
    return Cli.run(args.toArray(new String[0]));
  }

  private Path write(String... lines) throws IOException {
    return Files.write(Files.createTempFile(folder, "rows", ".csv"), List.of(lines));
  }

  private static void assertAgrees(List<String> found, List<double[]> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int row = 0; row < expected.size(); row++) {
      double[] values = DemoFiles.numbers(found.get(row));
      assertThat(values).hasSameSizeAs(expected.get(row));
      for (int i = 0; i < values.length; i++) {
        double wanted = expected.get(row)[i];
        assertThat(values[i])
            .as("row %d, output %d", row, i)
            .isCloseTo(wanted, within(DemoFiles.tolerance(wanted)));
      }
    }
  }
}
