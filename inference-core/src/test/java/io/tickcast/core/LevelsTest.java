package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.SignalType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LevelsTest {
  private static Instrument instrument(double tick, double lot) {
    return new Instrument(
        "EURUSD",
        List.of(),
        Double.isNaN(tick) ? OptionalDouble.empty() : OptionalDouble.of(tick),
        Double.isNaN(lot) ? OptionalDouble.empty() : OptionalDouble.of(lot));
  }

  private static Decision decide(
      Instrument instrument, SignalType type, SignalSettings settings, double price, double atr) {
    Decision decision = Decisions.of(type, settings);
    Levels levels = new Levels(instrument);
    levels.reference(decision, price);
    levels.entry(decision, atr);
    return decision;
  }

  private static Decision decide(double tick, SignalType type, double price, double atr) {
    return decide(instrument(tick, Double.NaN), type, SignalSettings.defaults(), price, atr);
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, BUY, 1.08125, 0.00125, 1.08125, 1.07875, 1.085",
    "NaN, SELL, 1.08125, 0.00125, 1.08125, 1.08375, 1.0775000000000001",
    "0.00001, BUY, 1.08125, 0.00125, 1.08125, 1.07875, 1.085",
    "0.00001, BUY, 1.08125, 0.001234, 1.08125, 1.07878, 1.08495",
    "0.00001, SELL, 1.08125, 0.001234, 1.08125, 1.08372, 1.07755",
    "0.0001, BUY, 1.08125, 0.00125, 1.0812, 1.0787, 1.0849",
    "0.25, BUY, 5012.25, 10.1, 5012.25, 4992.0, 5042.5",
    "0.25, SELL, 5012.25, 10.1, 5012.25, 5032.5, 4982.0",
    "0.005, BUY, 151.235, 0.1234, 151.235, 150.985, 151.605",
    "10, SELL, 63210, 155.5, 63210, 63530, 62740"
  })
  void entry_priceAndAtr_giveTheLevels(
      double tick,
      SignalType type,
      double price,
      double atr,
      double entry,
      double stop,
      double target) {
    Decision decision = decide(tick, type, price, atr);
    assertThat(Decisions.gates(decision)).isEmpty();
    assertThat(decision.entryPrice).isEqualTo(entry);
    assertThat(decision.stopLoss).isEqualTo(stop);
    assertThat(decision.takeProfit).isEqualTo(target);
    assertThat(decision.size).isEqualTo(0.01);
  }

  @Property
  void entry_anyPriceOfTicks_putsTheStopOnItsSideAndNeverNearerThanAsked(
      @ForAll @IntRange(min = 1_000, max = 9_999_999) int priceTicks,
      @ForAll @IntRange(min = 0, max = 7) int decimals,
      @ForAll @Scale(6) @DoubleRange(min = 0.51, max = 150) double atrTicks,
      @ForAll boolean buy) {
    BigDecimal tick = BigDecimal.ONE.movePointLeft(decimals);
    double price = tick.multiply(BigDecimal.valueOf(priceTicks)).doubleValue();
    double atr = atrTicks * tick.doubleValue();
    Decision decision =
        decide(tick.doubleValue(), buy ? SignalType.BUY : SignalType.SELL, price, atr);
    double side = buy ? 1 : -1;
    assertThat(decision.entryPrice).isEqualTo(price);
    double stopTicks = side * (price - decision.stopLoss) / tick.doubleValue();
    assertThat(stopTicks).isBetween(2 * atrTicks - 1e-5, 2 * atrTicks + 1 + 1e-5);
    double targetTicks = side * (decision.takeProfit - price) / tick.doubleValue();
    assertThat(targetTicks).isBetween(3 * atrTicks - 0.5 - 1e-5, 3 * atrTicks + 0.5 + 1e-5);
    assertThat(side * (price - decision.stopLoss)).isPositive();
    assertThat(side * (decision.takeProfit - price)).isPositive();
    for (double level : new double[] {decision.stopLoss, decision.takeProfit}) {
      BigDecimal exact = new BigDecimal(level).setScale(decimals, RoundingMode.HALF_EVEN);
      assertThat(level).as("a whole number of ticks").isEqualTo(exact.doubleValue());
    }
  }

  @Property
  void entry_withoutTick_isTheFormulaItself(
      @ForAll @Scale(5) @DoubleRange(min = 0.001, max = 100_000) double price,
      @ForAll @Scale(9) @DoubleRange(min = 1e-9, max = 100) double atr) {
    Decision buy = decide(Double.NaN, SignalType.BUY, price, atr);
    assertThat(buy.stopLoss).isEqualTo(price - atr * 2);
    assertThat(buy.takeProfit).isEqualTo(price + atr * 3);
    Decision sell = decide(Double.NaN, SignalType.SELL, price, atr);
    assertThat(sell.stopLoss).isEqualTo(price + atr * 2);
    assertThat(sell.takeProfit).isEqualTo(price - atr * 3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, 0, -1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void entry_withoutPriceOrAtr_isBlockedByName(double bad) {
    assertThat(Decisions.gates(decide(Double.NaN, SignalType.BUY, bad, 0.001)))
        .containsExactly("levels:close");
    Decision decision = decide(Double.NaN, SignalType.BUY, 1.08, bad);
    assertThat(Decisions.gates(decision)).containsExactly("levels:atr_14");
    assertThat(decision.stopLoss).isNaN();
  }

  @Test
  void entry_withoutLevels_needsNoAtr() {
    SignalSettings noLevels = Decisions.signals(true, false, 0.01, SizeUnit.LOTS);
    Instrument plain = Instrument.of("EURUSD");
    Decision decision = decide(plain, SignalType.BUY, noLevels, 1.08, Double.NaN);
    assertThat(Decisions.gates(decision)).isEmpty();
    assertThat(decision.entryPrice).isEqualTo(1.08);
    assertThat(decision.stopLoss).isNaN();
    assertThat(decision.takeProfit).isNaN();
    assertThat(Decisions.gates(decide(plain, SignalType.BUY, noLevels, Double.NaN, 1)))
        .containsExactly("levels:close");
  }

  @Test
  void entry_withoutEntryPrice_hasLevelsFromThePriceAllTheSame() {
    SignalSettings noEntry = Decisions.signals(false, true, 0.01, SizeUnit.LOTS);
    Decision decision = decide(Instrument.of("EURUSD"), SignalType.BUY, noEntry, 1.08125, 0.00125);
    assertThat(decision.entryPrice).isNaN();
    assertThat(decision.stopLoss).isEqualTo(1.07875);
  }

  @Test
  void entry_withNeither_needsNoPrice() {
    SignalSettings neither = Decisions.signals(false, false, 0.01, SizeUnit.LOTS);
    Decision decision =
        decide(Instrument.of("EURUSD"), SignalType.SELL, neither, Double.NaN, Double.NaN);
    assertThat(Decisions.gates(decision)).isEmpty();
    assertThat(decision.size).isEqualTo(0.01);
  }

  @ParameterizedTest
  @CsvSource({
    "0.01, NaN, LOTS, 0.01",
    "0.01, 0.01, LOTS, 0.01",
    "0.019, 0.01, LOTS, 0.01",
    "0.3, 0.1, LOTS, 0.3",
    "0.7, 0.1, LOTS, 0.7",
    "2.5, 1, UNITS, 2",
    "1234.56, 100, UNITS, 1200",
    "0.29, 0.07, UNITS, 0.28",
    "0.02, 1, FRACTION, 0.02"
  })
  void entry_size_isRoundedDownToItsSteps(
      double wanted, double lot, SizeUnit unit, double expected) {
    Decision decision =
        decide(
            instrument(Double.NaN, lot),
            SignalType.BUY,
            Decisions.signals(true, true, wanted, unit),
            1.08,
            0.001);
    assertThat(decision.size).isEqualTo(expected);
  }

  @Test
  void entry_sizeBelowOneStep_isBlocked() {
    Decision decision =
        decide(
            instrument(Double.NaN, 0.1),
            SignalType.BUY,
            Decisions.signals(true, true, 0.09, SizeUnit.LOTS),
            1.08,
            0.001);
    assertThat(Decisions.gates(decision)).containsExactly("size:lot_size");
    assertThat(decision.gateValue(0)).isEqualTo(0.09);
    assertThat(decision.gateThreshold(0)).isEqualTo(0.1);
  }
}
