package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A message of one table with three fields: a vector of two ints, a vector of tables that all are
 * one other table, and that other table, which is empty.
 */
class FlatTableTest {
  private static final int ROOT = 0;
  private static final int VTABLE = 4;
  private static final int TABLE = 16;
  private static final int INTS = 32;
  private static final int TABLES = 44;
  private static final int OTHER_VTABLE = 56;
  private static final int OTHER = 60;

  private static ByteBuffer message() {
    ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(ROOT, TABLE);
    bytes.putShort(VTABLE, (short) 10).putShort(VTABLE + 2, (short) 16);
    bytes.putShort(VTABLE + 4, (short) 4).putShort(VTABLE + 6, (short) 8);
    bytes.putShort(VTABLE + 8, (short) 12);
    bytes.putInt(TABLE, TABLE - VTABLE);
    bytes.putInt(TABLE + 4, INTS - (TABLE + 4)).putInt(TABLE + 8, TABLES - (TABLE + 8));
    bytes.putInt(TABLE + 12, OTHER - (TABLE + 12));
    bytes.putInt(INTS, 2).putInt(INTS + 4, 7).putInt(INTS + 8, -7);
    bytes.putInt(TABLES, 1).putInt(TABLES + 4, OTHER - (TABLES + 4));
    bytes.putShort(OTHER_VTABLE, (short) 4).putShort(OTHER_VTABLE + 2, (short) 4);
    bytes.putInt(OTHER, OTHER - OTHER_VTABLE);
    return bytes;
  }

  private static void readAll(ByteBuffer message) {
    FlatTable table = FlatTable.root(message, "root");
    table.ints(0, "ints");
    table.tables(1, "tables");
  }

  @Test
  void read_soundMessage_givesItsFields() {
    FlatTable table = FlatTable.root(message(), "root");
    assertThat(table.ints(0, "ints")).containsExactly(7, -7);
    List<FlatTable> tables = table.tables(1, "tables");
    assertThat(tables).hasSize(1);
    assertThat(tables.get(0).has(0)).isFalse();
    assertThat(tables.get(0).integer(0, 5)).isEqualTo(5);
    assertThat(tables.get(0).real(3, 0.5)).isEqualTo(0.5);
    assertThat(tables.get(0).string(1)).isEmpty();
    assertThat(tables.get(0).doubles(2, "none")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    ROOT + ",-1,an offset inside the message",
    ROOT + ",61,an offset inside the message",
    TABLE + ",100,a vtable inside the message",
    TABLE + ",-2147483648,a vtable inside the message",
    TABLE + ",-60,a vtable inside the message",
    TABLE + ",-44,a vtable of a table inside the message",
    (TABLE + 4) + ",2147483647,an offset inside the message",
    INTS + ",2147483647,at most 7 elements",
    INTS + ",-2147483648,at most 7 elements",
    TABLES + ",5,at most 4 elements",
    (TABLES + 4) + ",-1,an offset inside the message",
  })
  void read_wordsOutOfRange_isRefused(int place, int value, String message) {
    ByteBuffer bytes = message().putInt(place, value);
    assertThatThrownBy(() -> readAll(bytes))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    VTABLE + ",3,a vtable of a table inside the message",
    VTABLE + ",11,a vtable of a table inside the message",
    VTABLE + ",62,a vtable of a table inside the message",
    (VTABLE + 2) + ",0,a vtable of a table inside the message",
    (VTABLE + 2) + ",-1,a vtable of a table inside the message",
    (VTABLE + 4) + ",14,a field inside its table",
    (VTABLE + 4) + ",2,a field inside its table",
    (VTABLE + 4) + ",-1,a field inside its table",
  })
  void read_vtableOutOfRange_isRefused(int place, short value, String message) {
    ByteBuffer bytes = message().putShort(place, value);
    assertThatThrownBy(() -> readAll(bytes))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining(message);
  }

  @Test
  void read_sameBytesAgainAndAgain_isRefused() {
    FlatTable table = FlatTable.root(message(), "root");
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 8; i++) {
                table.ints(0, "ints");
              }
            })
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("bytes that are used once");
  }

  @Test
  void root_shortMessages_areRefused() {
    for (int length = 0; length < 20; length++) {
      ByteBuffer bytes = message().limit(length);
      assertThatThrownBy(() -> readAll(bytes)).isInstanceOf(InferenceException.class);
    }
  }
}
