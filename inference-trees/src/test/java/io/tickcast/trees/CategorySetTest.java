package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CategorySetTest {
  private final CategorySet set = CategorySet.of(new int[] {0, 5, 64, 130});

  @ParameterizedTest
  @ValueSource(floats = {0, -0.0f, 5, 5.9f, 64, 130})
  void contains_member_isTrue(float value) {
    assertThat(set.contains(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      floats = {1, 4.99f, -0.5f, -5, 65, 131, 1000, 16_777_216f, Float.MAX_VALUE, -Float.MAX_VALUE})
  void contains_otherValue_isFalse(float value) {
    assertThat(set.contains(value)).isFalse();
  }

  @Test
  void withOthers_codesBeyondThe32OfTheLargest_areInIt() {
    CategorySet narrow = CategorySet.of(new int[] {3}).withOthers();
    CategorySet wide = CategorySet.of(new int[] {3, 40}).withOthers();
    for (double value : new double[] {3, 3.5, 64, 1000, 1 << 24, 1e300, -0.5, -1}) {
      assertThat(narrow.contains(value)).as("%s", value).isTrue();
      assertThat(wide.contains(value)).as("%s", value).isTrue();
    }
    assertThat(narrow.contains(31)).isFalse();
    assertThat(narrow.contains(32)).isTrue();
    assertThat(wide.contains(32)).isFalse();
    assertThat(wide.contains(63)).isFalse();
    assertThat(narrow).isNotEqualTo(CategorySet.of(new int[] {3}));
  }

  @Test
  void budget_manyLargeCodes_runsOut() {
    CategoryBudget budget = new CategoryBudget();
    int[] large = {CategorySet.FIRST_INVALID - 1};
    InferenceException refusal =
        catchThrowableOfType(
            InferenceException.class,
            () -> {
              for (int i = 0; i < 1_000; i++) {
                budget.set(large, "here");
              }
            });
    assertThat(refusal.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, CategorySet.FIRST_INVALID, Integer.MAX_VALUE})
  void budget_codeOutOfRange_isMalformed(int code) {
    InferenceException refusal =
        catchThrowableOfType(
            InferenceException.class, () -> new CategoryBudget().set(new int[] {code}, "here"));
    assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED_MODEL);
  }
}
