package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether two patterns can match one subject. */
final class SubjectsTest {
  @ParameterizedTest
  @CsvSource({
    "a, a, true",
    "a, b, false",
    "a.b, a, false",
    "a.*, a.b, true",
    "a.*, a.b.c, false",
    "a.>, a.b.c, true",
    "a.>, a, false",
    ">, a, true",
    "a.>, a.>, true",
    "a.>, b.>, false",
    "*.x, y.*, true",
    "*.x, y.z, false",
    "*.*.5m, features.EURUSD.>, true",
    "*.*.5m, features.>, true",
    "features.EURUSD.*, features.*.1h, true",
    "features.EURUSD.*, features.GBPUSD.*, false"
  })
  void overlap_bothWays_isWhetherOneSubjectMatchesBoth(String a, String b, boolean expected) {
    assertThat(Subjects.overlap(a, b)).isEqualTo(expected);
    assertThat(Subjects.overlap(b, a)).isEqualTo(expected);
  }
}
