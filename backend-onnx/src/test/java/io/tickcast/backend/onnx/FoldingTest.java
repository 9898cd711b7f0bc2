package io.tickcast.backend.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FoldingTest {
  private static final double[] NUMBERS = {1, 2, 3, 4, 5, 6};
  private static final long[] SHAPE = {3, 2};

  @Test
  void picked_backwards_reversesRows() {
    assertThat(Folding.picked(NUMBERS, SHAPE, 0, 2, -1, 3)).containsExactly(5, 6, 3, 4, 1, 2);
  }

  @Test
  void picked_columns_takesThemOfEachRow() {
    assertThat(Folding.picked(NUMBERS, SHAPE, 1, 1, 1, 1)).containsExactly(2, 4, 6);
  }

  @Test
  void turned_twoDimensions_isTheTransposed() {
    assertThat(Folding.turned(NUMBERS, SHAPE, new int[] {1, 0})).containsExactly(1, 3, 5, 2, 4, 6);
  }

  @Test
  void turned_threeDimensions_followsTheOrder() {
    double[] numbers = {0, 1, 2, 3, 4, 5, 6, 7};
    assertThat(Folding.turned(numbers, new long[] {2, 2, 2}, new int[] {2, 0, 1}))
        .containsExactly(0, 2, 4, 6, 1, 3, 5, 7);
  }

  @Test
  void unknown_anyMove_staysUnknown() {
    assertThat(Folding.picked(null, SHAPE, 0, 0, 1, 1)).isNull();
    assertThat(Folding.turned(null, SHAPE, new int[] {1, 0})).isNull();
  }
}
