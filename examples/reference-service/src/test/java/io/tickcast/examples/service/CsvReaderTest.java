package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
  @Test
  void record_plain_isSplitAtCommas() throws IOException {
    assertThat(read("a,b,c\n1,,3\n"))
        .containsExactly(List.of("a", "b", "c"), List.of("1", "", "3"));
  }

  @Test
  void record_quoted_mayHoldCommasQuotesAndLineBreaks() throws IOException {
    assertThat(read("\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\"\nx,y,z"))
        .containsExactly(List.of("a,b", "say \"hi\"", "two\r\nlines"), List.of("x", "y", "z"));
  }

  @Test
  void lines_ofEitherKind_endARecord() throws IOException {
    assertThat(read("a\r\nb\nc")).containsExactly(List.of("a"), List.of("b"), List.of("c"));
  }

  @Test
  void file_withoutLastLineFeed_hasNoFurtherRecord() throws IOException {
    assertThat(read("a,b\n1,2")).hasSize(2);
    assertThat(read("a,b\n1,2\n")).hasSize(2);
    assertThat(read("")).isEmpty();
  }

  @Test
  void line_blank_isARecordWithOneEmptyField() throws IOException {
    assertThat(read("a\n\n")).containsExactly(List.of("a"), List.of(""));
  }

  @Test
  void field_lastAndEmpty_isThere() throws IOException {
    assertThat(read("1,\n,\n")).containsExactly(List.of("1", ""), List.of("", ""));
  }

  @Test
  void byteOrderMark_atTheStart_isNoPartOfTheFirstName() throws IOException {
    assertThat(read("\uFEFFa,b\n")).containsExactly(List.of("a", "b"));
  }

  @Test
  void fields_longerThanTheBuffer_arriveWhole() throws IOException {
    String text = "x".repeat(200_000);
    assertThat(read(text + ",\"" + text + "\"\n")).containsExactly(List.of(text, text));
  }

  @Test
  void recordLine_afterAQuotedLineBreak_countsTheLinesOfTheFile() throws IOException {
    CsvReader reader = reader("a\n\"b\nb\"\nc\n");
    List<Long> lines = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    while (reader.next(fields)) {
      lines.add(reader.recordLine());
    }
    assertThat(lines).containsExactly(1L, 2L, 4L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb\"c\n", "a\n\"b\"c\n", "a\n\"b", "a\nb\rc\n"})
  void file_thatIsNoCsv_isRefusedWithItsLine(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InferenceException.class)
        .hasMessageStartingWith("rows.csv:2: expected")
        .extracting(e -> ((InferenceException) e).code())
        .isEqualTo(ErrorCode.MALFORMED_DATA);
  }

  @Test
  void bytes_thatAreNoUtf8_areRefused() {
    byte[] bytes = {'a', '\n', (byte) 0xff, '\n'};
    CsvReader reader = new CsvReader("rows.csv", new ByteArrayInputStream(bytes));
    assertThatThrownBy(() -> reader.next(new ArrayList<>()))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("expected UTF-8");
  }

  @Test
  void record_withoutEnd_isRefusedBeforeItFillsTheMemory() {
    CsvReader reader =
        new CsvReader(
            "rows.csv",
            new java.io.InputStream() {
              @Override
              public int read() {
                return 'x';
              }
            });
    assertThatThrownBy(() -> reader.next(new ArrayList<>()))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("rows.csv:1: expected a line of at most 16 MiB");
  }

  private static List<List<String>> read(String text) throws IOException {
    CsvReader reader = reader(text);
    List<List<String>> records = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    while (reader.next(fields)) {
      records.add(List.copyOf(fields));
    }
    return records;
  }

  private static CsvReader reader(String text) {
    return new CsvReader(
        "rows.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
