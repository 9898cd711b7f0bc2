package io.tickcast.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRowsTest {
  /** Two rows of two strings: (a, bc), ("", d). */
  private static final byte[] WHOLE = {2, 1, 'a', 2, 'b', 'c', 0, 1, 'd'};

  private static List<List<byte[]>> read(byte... answer) throws IOException {
    return TextRows.read(new ByteArrayInputStream(answer), 2, 3, 100);
  }

  @Test
  void read_wholeAnswer_givesTheStrings() throws IOException {
    List<List<byte[]>> rows = read(WHOLE);
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0)).containsExactly(new byte[] {'a'}, new byte[] {'b', 'c'});
    assertThat(rows.get(1)).containsExactly(new byte[0], new byte[] {'d'});
    assertThat(read((byte) 0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void read_answerThatBreaksOff_isKnown(int length) {
    assertBroken(Arrays.copyOf(WHOLE, length));
  }

  @Test
  void read_anotherAnswer_isKnown() {
    assertBroken((byte) 4, (byte) 0, (byte) 0);
    assertBroken((byte) 0, (byte) 0);
    assertBroken((byte) 1, (byte) 101, (byte) 0);
    byte[] endless = new byte[20];
    Arrays.fill(endless, (byte) 0xff);
    assertBroken(endless);
  }

  private static void assertBroken(byte... answer) {
    assertThatExceptionOfType(EOFException.class)
        .isThrownBy(() -> read(answer))
        .withMessageStartingWith("expected a whole answer, found ");
  }
}
