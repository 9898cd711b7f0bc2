package io.tickcast.benchmarks.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Against the real NATS server and the real service, for so short that no figure means much. */
class BenchTest {
  @Test
  void bench_inShortWindows_answersEachBarOnceOnBothSides() {
    Plan plan = new Plan(1, 0.1, 0.1, 1, EnumSet.of(Setup.JOURNAL));
    try (Cleanup cleanup = Cleanup.create()) {
      List<Comparison> comparisons = Bench.start(plan, cleanup, line -> {}).run();
      assertThat(comparisons).extracting(Comparison::load).isEqualTo(Setup.JOURNAL.loads());
      for (Comparison comparison : comparisons) {
        for (Side side : Side.values()) {
          assertThat(comparison.windows(side)).hasSize(1);
          assertThat(comparison.windows(side).get(0).bars()).isPositive();
        }
      }
    }
  }

  @Test
  void plan_outOfItsRange_isRefused() {
    Set<Setup> all = EnumSet.allOf(Setup.class);
    assertThatThrownBy(() -> new Plan(0, 1, 1, 1, all))
        .hasMessage("--windows: expected 1 to 100, found 0");
    assertThatThrownBy(() -> new Plan(1, 61, 1, 1, all))
        .hasMessage("--seconds: expected 0.1 to 60.0, found 61.0");
  }

  @Test
  void options_thatNobodyKnows_areMisuse() {
    assertThat(LiveBench.run("--fast")).isEqualTo(2);
    assertThat(LiveBench.run("--windows", "none")).isEqualTo(2);
  }
}
