package io.tickcast.benchmarks.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void spread_ofAnOddNumber_hasTheMiddleOne() {
    assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(2, 1, 3));
  }

  @Test
  void spread_ofAnEvenNumber_hasTheMeanOfTheMiddle() {
    assertThat(Spread.of(4, 1, 2, 8)).isEqualTo(new Spread(3, 1, 8));
  }

  @Test
  void spread_ofNothing_isRefused() {
    assertThatThrownBy(Spread::of).hasMessage("expected at least one figure, found none");
  }

  @Test
  void ratios_ofPairs_areTakenPairByPair() {
    // Pair by pair 1.5, 3, 2; the ratio of the medians would be 3.
    double[] figures = {150, 300, 400};
    double[] peers = {100, 100, 200};
    assertThat(Spread.ofRatios(figures, peers)).isEqualTo(new Spread(2, 1.5, 3));
  }

  @Test
  void ratios_withoutPairs_areRefused() {
    assertThatThrownBy(() -> Spread.ofRatios(new double[2], new double[1]))
        .hasMessage("expected pairs, found 2 figures and 1 peers");
  }
}
