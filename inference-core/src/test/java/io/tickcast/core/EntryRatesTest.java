package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EntryRatesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_760_867_700L * SECOND;

  private final EntryRates rates = new EntryRates();

  @Test
  void tryEntry_moreThanTheLimitAtOnce_blocksTheRest() {
    int passed = 0;
    for (int i = 0; i < 100; i++) {
      passed += rates.tryEntry("EURUSD", 60, START + i) ? 1 : 0;
    }

    assertThat(passed).isEqualTo(60);
  }

  @Test
  void tryEntry_afterABurst_passesOneForEachSlot() {
    for (int i = 0; i < 60; i++) {
      assertThat(rates.tryEntry("EURUSD", 60, START)).isTrue();
    }

    assertThat(rates.tryEntry("EURUSD", 60, START + SECOND - 1)).isFalse();
    assertThat(rates.tryEntry("EURUSD", 60, START + SECOND)).isTrue();
    assertThat(rates.tryEntry("EURUSD", 60, START + SECOND)).isFalse();
  }

  @Test
  void tryEntry_otherSymbol_hasALimitOfItsOwn() {
    assertThat(rates.tryEntry("EURUSD", 1, START)).isTrue();
    assertThat(rates.tryEntry("EURUSD", 1, START)).isFalse();
    assertThat(rates.tryEntry("NZDUSD", 1, START)).isTrue();
  }

  @Test
  void tryEntry_clockPutBack_countsAnewInsteadOfWaitingForIt() {
    assertThat(rates.tryEntry("EURUSD", 1, START + 3_600 * SECOND)).isTrue();
    assertThat(rates.tryEntry("EURUSD", 1, START)).isTrue();
    assertThat(rates.tryEntry("EURUSD", 1, START)).isFalse();
    assertThat(rates.tryEntry("EURUSD", 1, START + 60 * SECOND)).isTrue();
  }
}
