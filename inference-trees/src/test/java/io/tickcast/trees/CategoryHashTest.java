package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hashes that the library wrote into {@code cat_features_hash} of its JSON. */
class CategoryHashTest {
  @ParameterizedTest
  @CsvSource({"-2,2015104637", "0,2856682258", "2,3010176887", "-1,288298918", "1,1121341681"})
  void of_smallNumbers_isThatOfTheLibrary(long code, long expected) {
    assertThat(new CategoryHash().of(code)).isEqualTo((int) expected);
  }
}
