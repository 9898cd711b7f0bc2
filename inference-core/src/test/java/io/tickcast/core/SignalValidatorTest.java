package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.SignalType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalValidatorTest {
  private static Decision entry(SignalType type, double entry, double stop, double target) {
    Decision decision = Decisions.of(type);
    decision.type = type;
    decision.referencePrice = entry;
    decision.entryPrice = entry;
    decision.stopLoss = stop;
    decision.takeProfit = target;
    decision.size = 0.01;
    return decision;
  }

  @ParameterizedTest
  @CsvSource({
    "BUY, 1.1, 1.0, 1.2, ''",
    "SELL, 1.1, 1.2, 1.0, ''",
    "BUY, 1.1, 1.2, 1.0, levels_out_of_order",
    "SELL, 1.1, 1.0, 1.2, levels_out_of_order",
    "BUY, 1.1, 1.1, 1.2, levels_out_of_order",
    "BUY, 1.1, 1.0, 1.1, levels_out_of_order",
    "BUY, 1.1, 0, 1.2, level_not_positive",
    "BUY, 1.1, -0.5, 1.2, level_not_positive",
    "BUY, 1.1, NaN, 1.2, level_not_positive",
    "BUY, 1.1, 1.0, Infinity, level_not_positive",
    "SELL, 1.1, 1.2, -0.1, level_not_positive",
    "BUY, NaN, 1.0, 1.2, entry_price_not_positive",
    "BUY, 0, 1.0, 1.2, entry_price_not_positive"
  })
  void fault_levelsOfAnEntry_areChecked(
      SignalType type, double entry, double stop, double target, String fault) {
    assertThat(SignalValidator.fault(entry(type, entry, stop, target))).isEqualTo(fault);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY})
  void fault_confidenceOutOfRange_isNamedForEveryType(double confidence) {
    for (SignalType type : SignalType.values()) {
      Decision decision = entry(type, 1.1, 1.0, 1.2);
      decision.confidence = confidence;
      assertThat(SignalValidator.fault(decision)).isEqualTo("confidence_out_of_range");
    }
  }

  @Test
  void fault_confidenceBelowTheThreshold_isNamedForEntriesOnly() {
    Decision decision = entry(SignalType.BUY, 1.1, 1.0, 1.2);
    decision.confidence = 0.69;
    assertThat(SignalValidator.fault(decision)).isEqualTo("confidence_below_threshold");
    decision.type = SignalType.CLOSE_LONG;
    assertThat(SignalValidator.fault(decision)).isEmpty();
    decision.type = SignalType.HOLD;
    assertThat(SignalValidator.fault(decision)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void fault_sizeThatIsNone_isNamed(double size) {
    for (SignalType type :
        new SignalType[] {SignalType.BUY, SignalType.CLOSE_LONG, SignalType.CLOSE_SHORT}) {
      Decision decision = entry(type, 1.1, 1.0, 1.2);
      decision.size = size;
      assertThat(SignalValidator.fault(decision)).isEqualTo("size_not_positive");
    }
  }
}
