package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.InputKind;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureRowsTest {
  private static final ModelSignature NAMED = signature("a", "b");
  private static final ModelSignature UNNAMED = signature("", "");

  @Test
  void names_inAnotherOrderAndWithOthersBetween_areMatchedByName() throws IOException {
    assertThat(read(NAMED, "time,b,a\n2018-01-01,2,1\n")).containsExactly(new double[] {1, 2});
  }

  @Test
  void names_thatTheModelDoesNotKnow_areMatchedByPosition() throws IOException {
    assertThat(read(UNNAMED, "y,x\n1,2\n")).containsExactly(new double[] {1, 2});
  }

  @Test
  void column_missing_isNamedWithTheDifference() {
    refuses(
        NAMED,
        "a,c\n1,2\n",
        "rows.csv:1: expected 2 features, found 2; missing 'b'; extra 'c' in the header");
  }

  @Test
  void column_twice_isRefused() {
    refuses(NAMED, "a,b,a\n1,2,3\n", "rows.csv:1: expected each column once, found 'a' again");
  }

  @Test
  void columns_byPositionOfAnotherCount_areRefused() {
    refuses(UNNAMED, "a,b,c\n1,2,3\n", "rows.csv:1: expected 2 columns, by position", "found 3");
  }

  @Test
  void file_empty_isRefused() {
    refuses(NAMED, "", "rows.csv: expected a header of feature names, found an empty file");
  }

  @Test
  void row_ofAnotherLength_isRefusedWithItsLine() {
    refuses(NAMED, "a,b\n1,2\n3\n", "rows.csv:3: expected 2 fields as in the header, found 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nan", "NaN", "NAN", "\"\""})
  void field_emptyOrNan_isMissing(String field) throws IOException {
    assertThat(read(NAMED, "a,b\n" + field + ",2\n").get(0)[0]).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "1,1",
    "-1.5,-1.5",
    "+2.,2",
    ".5,0.5",
    "1e-3,0.001",
    "1E+3,1000",
    "' 7 ',7",
    "-0,-0.0"
  })
  void field_decimal_isItsNumber(String field, double expected) throws IOException {
    assertThat(read(NAMED, "a,b\n" + field + ",2\n").get(0)[0]).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up",
        "1d",
        "1f",
        "0x1p3",
        "Infinity",
        "-inf",
        "1e999",
        "1_000",
        "1 2",
        " ",
        "--1",
        "."
      })
  void field_ofAnotherForm_isRefusedWithLineAndColumn(String field) {
    refuses(
        NAMED,
        "a,b\n1,2\n3," + field + "\n",
        "rows.csv:3: expected a finite number or an empty field in column 'b', found '"
            + field
            + "'");
  }

  @Test
  void column_thatTheModelDoesNotUse_mayHoldText() throws IOException {
    assertThat(read(NAMED, "a,label,b\n1,up,2\n")).containsExactly(new double[] {1, 2});
  }

  @Test
  void rowsOfAWindow_holdAllBars_byPosition() throws IOException {
    ModelSignature windowed = new ModelSignature(NAMED.inputs(), 2, NAMED.outputs(), true);
    assertThat(read(windowed, "a0,b0,a1,b1\n1,2,3,4\n")).containsExactly(new double[] {1, 2, 3, 4});
    refuses(windowed, "a,b\n", "expected 4 columns", "sees 2 bars, oldest first", "found 2");
  }

  private static ModelSignature scaled(int window) {
    Input scaled = new Input("", InputKind.FEATURE, "a", 0.01, Double.POSITIVE_INFINITY);
    Input clipped = new Input("", InputKind.STATE, "position", 2, 3);
    return new ModelSignature(List.of(scaled, clipped), window, NAMED.outputs(), true);
  }

  @Test
  void rows_ofScaledInputs_becomeWhatTheEngineMakesOfThem() throws IOException {
    List<double[]> rows = read(scaled(1), "position,a\n1,50\n-7,-50\n,\n");
    assertThat(rows.get(0)).containsExactly(0.5, 2);
    assertThat(rows.get(1)).containsExactly(-0.5, -3);
    assertThat(rows.get(2)).containsOnly(Double.NaN);
  }

  @Test
  void rows_asSeen_areTakenAsTheyAre() throws IOException {
    assertThat(read(scaled(1), "a,position\n50,-7\n", true)).containsExactly(new double[] {50, -7});
    assertThat(read(scaled(2), "a,b,c,d\n1,2,3,4\n", true))
        .containsExactly(new double[] {1, 2, 3, 4});
  }

  @Test
  void rows_ofAWindowOfScaledInputs_areRefusedWithWhatToDo() {
    refuses(scaled(2), "a,b,c,d\n1,2,3,4\n", "--as-seen", "2 bars");
  }

  private static void refuses(ModelSignature signature, String text, String... messages) {
    assertThatThrownBy(() -> read(signature, text))
        .isInstanceOf(InferenceException.class)
        .hasMessageContainingAll(messages);
  }

  private static List<double[]> read(ModelSignature signature, String text) throws IOException {
    return read(signature, text, false);
  }

  private static List<double[]> read(ModelSignature signature, String text, boolean asSeen)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    CsvReader reader = new CsvReader("rows.csv", new ByteArrayInputStream(bytes));
    FeatureRows rows = new FeatureRows("rows.csv", reader, signature, asSeen);
    List<double[]> read = new ArrayList<>();
    double[] row = new double[signature.width()];
    while (rows.next(row)) {
      read.add(row.clone());
    }
    return read;
  }

  private static ModelSignature signature(String... names) {
    List<Input> inputs = Arrays.stream(names).map(Input::feature).toList();
    return new ModelSignature(inputs, 1, List.of(Output.of("y", OutputRole.VALUE)), true);
  }
}
