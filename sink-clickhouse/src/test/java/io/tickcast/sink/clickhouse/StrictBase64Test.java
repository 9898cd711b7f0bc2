package io.tickcast.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictBase64Test {
  @Test
  void decode_whatTheJdkEncodes_comesBack() throws StrictBase64.Malformed {
    Random random = new Random(7);
    for (int length = 1; length < 200; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      byte[] text = Base64.getEncoder().encode(bytes);
      assertThat(StrictBase64.decode(text)).isEqualTo(bytes);
      assertThat(StrictBase64.lengthOf(length)).isEqualTo(text.length);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|nothing",
        "data:application/octet-stream;base64,AAAA|a data: URL",
        "'AAAA\nAAAA'|a line break at character 4",
        "'AAAA\r\n'|a line break at character 4",
        "' AAAA'|a blank at character 0",
        "AA-_|the URL-safe alphabet at character 2",
        "A===|padding before the end at character 1",
        "AA=A|padding before the end at character 2",
        "AAA|3 characters, which is no multiple of 4: cut off, or not padded",
        "AAAAA=|6 characters, which is no multiple of 4: cut off, or not padded",
        "AB==|bits behind the last byte",
        "AAB=|bits behind the last byte",
        "{\"a\":1}|'{' at character 0",
        "AAé=|the byte c3 at character 2"
      })
  void decode_variants_areNamed(String text, String found) {
    assertThatExceptionOfType(StrictBase64.Malformed.class)
        .isThrownBy(() -> StrictBase64.decode(text.getBytes(StandardCharsets.UTF_8)))
        .withMessage(found);
  }
}
