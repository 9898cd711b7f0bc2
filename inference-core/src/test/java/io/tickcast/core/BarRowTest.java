package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BarRowTest {
  private final BarRow row = new BarRow();

  @Test
  void begin_valuesOfTheBarBefore_areForgotten() {
    row.begin();
    assertThat(row.put(3, 1.5)).isTrue();
    assertThat(row.putText(4)).isTrue();
    assertThat(row.putNull(5)).isTrue();
    row.begin();
    for (int slot = 3; slot <= 5; slot++) {
      assertThat(row.has(slot)).isFalse();
      assertThat(row.isText(slot)).isFalse();
      assertThat(row.value(slot)).isNaN();
      assertThat(row.put(slot, 2)).isTrue();
    }
  }

  @Test
  void put_slotTwice_saysSo() {
    row.begin();
    assertThat(row.put(0, 1)).isTrue();
    assertThat(row.put(0, 1)).isFalse();
    assertThat(row.putText(1)).isTrue();
    assertThat(row.putNull(1)).isFalse();
    assertThat(row.putNull(2)).isTrue();
    assertThat(row.put(2, 1)).isFalse();
  }

  @Test
  void put_slotBeyondTheCapacity_growsAndKeepsTheOthers() {
    row.begin();
    row.put(1, 7);
    row.put(10_000, 8);
    assertThat(row.value(1)).isEqualTo(7);
    assertThat(row.value(10_000)).isEqualTo(8);
    assertThat(row.value(9_999)).isNaN();
    assertThat(row.has(50_000)).isFalse();
    assertThat(row.isText(50_000)).isFalse();
  }

  @Test
  void forgetFeatures_afterBillionsOfBars_stillForgets() {
    row.begin();
    row.put(0, 1);
    row.putText(1);
    row.putNull(2);
    long wrap = (1L << 31) / 3;
    for (long i = 0; i < wrap - 1_000; i++) {
      row.forgetFeatures();
    }
    for (long i = wrap - 1_000; i < wrap + 1_000; i++) {
      row.forgetFeatures();
      assertForgotten(i);
    }
    row.put(0, 5);
    assertThat(row.value(0)).isEqualTo(5);
  }

  private void assertForgotten(long round) {
    if (row.has(0) || row.isText(1) || row.has(2)) {
      throw new AssertionError("expected nothing after " + round + " bars");
    }
  }
}
