package io.tickcast.benchmarks.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void due_ofEachBar_isAPeriodAfterTheOneBefore() {
    Schedule schedule = new Schedule(5, 1_000);
    assertThat(schedule.dueNanos(0)).isEqualTo(5);
    assertThat(schedule.dueNanos(1)).isEqualTo(1_000_005);
    assertThat(schedule.dueNanos(3_600_000)).isEqualTo(3_600_000_000_005L);
  }

  @Test
  void due_withAnOddRate_doesNotDrift() {
    assertThat(new Schedule(0, 3).dueNanos(3_000_000)).isEqualTo(1_000_000_000_000_000L);
  }

  @Test
  void count_ofAWindow_isRateTimesSecondsAndAtLeastOne() {
    assertThat(new Schedule(0, 1_000).count(2)).isEqualTo(2_000);
    assertThat(new Schedule(0, 1).count(0.1)).isEqualTo(1);
  }

  @Test
  void await_ofAnOverdueBar_returnsAtOnce() {
    Schedule schedule = new Schedule(System.nanoTime() - 1_000_000_000L, 1_000);
    schedule.await(999);
    assertThat(System.nanoTime()).isGreaterThan(schedule.dueNanos(999));
  }

  @Test
  void rate_ofNothing_isRefused() {
    assertThatThrownBy(() -> new Schedule(0, 0))
        .hasMessage("expected more than 0 bars a second, found 0.0");
  }
}
