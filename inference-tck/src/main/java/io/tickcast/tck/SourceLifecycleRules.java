package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SourceState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** From NEW to CLOSED. */
final class SourceLifecycleRules {
  private SourceLifecycleRules() {}

  static void isNewUntilOpened(FeatureSourceTck tck) {
    try (SourceRun run = SourceRun.create(tck)) {
      assertThat(run.source.state()).as("state before open").isEqualTo(SourceState.NEW);
    }
  }

  static void handsNothingOverUnlessOpen(FeatureSourceTck tck) {
    try (SourceRun run = SourceRun.create(tck)) {
      assertHandsNothingOver(run, "before open");
    }
    SourceRun run = SourceRun.open(tck, SourceDeliveryRules.bars(2));
    run.await(1, 1);
    run.close();
    assertHandsNothingOver(run, "after close");
  }

  private static void assertHandsNothingOver(SourceRun run, String when) {
    try {
      assertThat(run.poll(10, Duration.ZERO)).as("frames of a poll %s", when).isZero();
    } catch (InferenceException refused) {
      assertThat(refused.code())
          .as("refusal of a poll %s", when)
          .isEqualTo(ErrorCode.ILLEGAL_STATE);
    }
  }

  static void closingTwiceHasNoEffect(FeatureSourceTck tck) {
    for (boolean opened : new boolean[] {true, false}) {
      SourceRun run =
          opened ? SourceRun.open(tck, SourceDeliveryRules.bars(1)) : SourceRun.create(tck);
      for (int i = 0; i < 2; i++) {
        run.source.close();
        assertThat(run.source.state())
            .as("state after close number %d, opened before: %s", i + 1, opened)
            .isEqualTo(SourceState.CLOSED);
      }
    }
  }

  static void isClosedForGood(FeatureSourceTck tck) {
    SourceRun run = SourceRun.open(tck, SourceDeliveryRules.bars(1));
    run.close();
    assertThatExceptionOfType(InferenceException.class)
        .as("open after close")
        .isThrownBy(run.source::open)
        .satisfies(e -> assertThat(e.code()).as("code").isEqualTo(ErrorCode.ILLEGAL_STATE));
    assertThat(run.source.state()).as("state").isEqualTo(SourceState.CLOSED);
  }

  static void leavesNoThread(FeatureSourceTck tck) {
    ThreadWatch watch = new ThreadWatch();
    watch.call(
        () -> {
          try (SourceRun run = SourceRun.open(tck, SourceDeliveryRules.bars(1))) {
            return run.await(1);
          }
        });
    watch.awaitNoneKeepsTheProcess(tck.patience());
  }

  static void awayOriginIsAState(FeatureSourceTck tck) {
    Map<String, String> away = tck.optionsWithOriginAway();
    Assumptions.assumeTrue(!away.isEmpty(), "the adapter has no origin that can be away");
    try (FeatureSource source = tck.provider().create(CreationRules.config(away, new TckClock()))) {
      source.open();
      for (int i = 0; i < 3; i++) {
        int handed = source.poll((kind, channel, content, at) -> {}, 10, Duration.ofMillis(10));
        assertThat(handed).as("frames of a poll").isZero();
        assertThat(source.state()).as("state").isEqualTo(SourceState.CONNECTING);
      }
      assertThat(source.detail()).as("detail").isNotBlank();
    }
  }

  static void stateCanBeReadByAnyThread(FeatureSourceTck tck) {
    try (SourceRun run = SourceRun.open(tck, SourceDeliveryRules.bars(3))) {
      FeatureSource source = run.source;
      String detail =
          new ThreadWatch()
              .call(
                  () -> {
                    assertThat(source.state()).as("state").isNotEqualTo(SourceState.NEW);
                    return source.detail();
                  });
      assertThat(detail.lines().count()).as("lines of '%s'", detail).isLessThanOrEqualTo(1);
      run.await(3);
    }
  }
}
