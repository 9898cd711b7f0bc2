package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.SignalType;
import io.tickcast.core.PositionBook.Fill;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PositionBookTest {
  private final PositionBook book = new PositionBook();
  private int fills;

  private boolean fill(SignalType side, double quantity, double price, double after) {
    return book.apply(new Fill("f" + fills++, "EURUSD", side, quantity, price, after));
  }

  private void buy(double quantity, double price) {
    fill(SignalType.BUY, quantity, price, Double.NaN);
  }

  private void sell(double quantity, double price) {
    fill(SignalType.SELL, quantity, price, Double.NaN);
  }

  @Test
  void quantity_withoutFills_isUnknown() {
    assertThat(book.quantity("EURUSD")).isNaN();
    assertThat(book.averagePrice("EURUSD")).isNaN();
  }

  @Test
  void apply_buysAndSells_addUp() {
    buy(0.1, 1.0);
    buy(0.3, 1.2);
    assertThat(book.quantity("EURUSD")).isEqualTo(0.4);
    assertThat(book.averagePrice("EURUSD")).isCloseTo(1.15, Offset.offset(1e-12));
    sell(0.2, 1.5);
    assertThat(book.quantity("EURUSD")).isEqualTo(0.2);
    assertThat(book.averagePrice("EURUSD")).isCloseTo(1.15, Offset.offset(1e-12));
    sell(0.5, 1.5);
    assertThat(book.quantity("EURUSD")).isEqualTo(-0.3);
    assertThat(book.averagePrice("EURUSD")).isEqualTo(1.5);
    assertThat(book.quantity("GBPUSD")).isNaN();
  }

  @Test
  void apply_decimalSizes_closeToExactlyNothing() {
    buy(0.1, 1);
    buy(0.2, 1);
    assertThat(book.quantity("EURUSD")).isEqualTo(0.3);
    sell(0.3, 1);
    assertThat(book.quantity("EURUSD")).isZero();
    assertThat(book.averagePrice("EURUSD")).isNaN();
    for (int i = 0; i < 1_000; i++) {
      buy(0.01, 1);
    }
    assertThat(book.quantity("EURUSD")).isEqualTo(10);
    for (int i = 0; i < 1_000; i++) {
      sell(0.01, 1);
    }
    assertThat(book.quantity("EURUSD")).isZero();
  }

  @Test
  void apply_smallAndLargeSizes_keepTheirDigits() {
    buy(1e-9, 1);
    assertThat(book.quantity("EURUSD")).isEqualTo(1e-9);
    buy(123_456_789.25, 1);
    assertThat(book.quantity("EURUSD")).isEqualTo(123_456_789.25);
  }

  @Test
  void apply_theSameFillAgain_changesNothing() {
    Fill fill = new Fill("x", "EURUSD", SignalType.BUY, 1, 1, Double.NaN);
    assertThat(book.apply(fill)).isTrue();
    assertThat(book.apply(fill)).isFalse();
    assertThat(book.quantity("EURUSD")).isEqualTo(1);
    assertThat(book.apply(new Fill("x", "GBPUSD", SignalType.BUY, 1, 1, Double.NaN))).isTrue();
  }

  @Test
  void apply_fillOfLongAgo_isForgottenOnlyBeyondTheMemory() {
    buy(1, 1);
    for (int i = 1; i < 4_096; i++) {
      buy(1, 1);
    }
    assertThat(book.apply(new Fill("f0", "EURUSD", SignalType.BUY, 1, 1, Double.NaN))).isFalse();
    buy(1, 1);
    assertThat(book.apply(new Fill("f1", "EURUSD", SignalType.BUY, 1, 1, Double.NaN))).isFalse();
    assertThat(book.quantity("EURUSD")).isEqualTo(4_097);
  }

  @Test
  void apply_positionAfter_winsOverTheSum() {
    buy(1, 1);
    fill(SignalType.BUY, 1, 2, 5);
    assertThat(book.quantity("EURUSD")).isEqualTo(5);
    fill(SignalType.SELL, 1, 2, 0);
    assertThat(book.quantity("EURUSD")).isZero();
    fill(SignalType.SELL, 1, 2, -1);
    assertThat(book.quantity("EURUSD")).isEqualTo(-1);
    assertThat(book.averagePrice("EURUSD")).isEqualTo(2);
  }
}
