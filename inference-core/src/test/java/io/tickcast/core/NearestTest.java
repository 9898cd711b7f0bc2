package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> KNOWN = List.of("symbol", "version", "dead_band");

  @ParameterizedTest
  @CsvSource({
    "symbl, symbol",
    "Symbol, symbol",
    "verison, version",
    "ysmbol, symbol",
    "deadBand, dead_band",
    "versions, version"
  })
  void suggestion_smallMistake_namesTheKey(String word, String meant) {
    assertThat(Nearest.suggestion(word, KNOWN)).isEqualTo(" (did you mean '" + meant + "'?)");
  }

  @ParameterizedTest
  @CsvSource({"window", "x", "''", "sys"})
  void suggestion_nothingNear_isEmpty(String word) {
    assertThat(Nearest.suggestion(word, KNOWN)).isEmpty();
  }

  @Test
  void suggestion_longWord_isNotCompared() {
    assertThat(Nearest.suggestion("v".repeat(1_000_000), KNOWN)).isEmpty();
  }
}
