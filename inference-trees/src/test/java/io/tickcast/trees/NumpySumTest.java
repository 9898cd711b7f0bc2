package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumpySumTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 15, 16, 127, 128, 129, 300, 4096})
  void of_wholeNumbers_isExact(int count) {
    double[] values = new double[count + 3];
    Random random = new Random(count);
    double expected = 0;
    for (int i = 2; i < count + 2; i++) {
      values[i] = random.nextInt(1000);
      expected += values[i];
    }
    values[0] = Double.NaN;
    values[count + 2] = Double.NaN;
    assertThat(NumpySum.of(values, 2, count)).isEqualTo(expected);
  }

  @Test
  void of_eightValues_addsPairsOfPairs() {
    double[] values = {1, 1e-16, 1e-16, 1e-16, 1e-16, 1e-16, 1e-16, 1e-16};
    // numpy.sum of these: one by one it would be 1.
    assertThat(NumpySum.of(values, 0, 8)).isEqualTo(1.0000000000000007);
  }
}
