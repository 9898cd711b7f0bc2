package io.tickcast.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TestSourcesTest {
  private static final int FEWEST_TESTS = 300;

  private static List<String> faults(Function<SourceFile, Stream<String>> rule) {
    return Checkout.testFiles().stream().flatMap(rule).toList();
  }

  @Test
  void tests_inTheCheckout_areSeen() {
    assertThat(Checkout.testFiles().stream().flatMap(SourceRules::testMethods))
        .hasSizeGreaterThan(FEWEST_TESTS);
  }

  @Test
  void test_waiting_doesNotSleep() {
    assertThat(faults(SourceRules::sleeps)).isEmpty();
  }

  @Test
  void test_eachOne_isSwitchedOn() {
    assertThat(faults(SourceRules::switchedOff)).isEmpty();
  }

  @Test
  void test_eachOne_usesNoMocks() {
    assertThat(faults(SourceRules::mocks)).isEmpty();
  }

  @Test
  void test_eachOne_printsNothing() {
    assertThat(faults(SourceRules::prints)).isEmpty();
  }

  @Test
  void test_random_hasASeed() {
    assertThat(faults(SourceRules::unseeded)).isEmpty();
  }

  @Test
  void test_eachOne_isNamedMethodConditionOutcome() {
    assertThat(faults(SourceRules::oddTestNames)).isEmpty();
  }

  @Test
  void tests_ofEachFile_assert() {
    assertThat(faults(SourceRules::withoutAssertions)).isEmpty();
  }
}
