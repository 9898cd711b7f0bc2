package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.Delivery;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.ErrorCode.Group;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalSink;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;

/** Opening and closing a sink. */
final class SinkLifecycleRules {
  private SinkLifecycleRules() {}

  static void writesOnlyWhenOpen(SignalSinkTck tck) {
    try (SinkRun run = SinkRun.create(tck)) {
      assertIllegalState("write before open", () -> writeMore(run));
    }
    SinkRun run = SinkRun.open(tck);
    run.writeAll(RecordSamples.records(run.sink.kinds(), 0, 3));
    run.close();
    assertIllegalState("write after close", () -> writeMore(run));
  }

  private static void writeMore(SinkRun run) {
    run.write(ListBatch.of(RecordSamples.records(run.sink.kinds(), 3, 3)), Duration.ZERO);
  }

  static void isClosedForGood(SignalSinkTck tck) {
    SinkRun run = SinkRun.open(tck);
    run.close();
    assertIllegalState("open after close", run.sink::open);
  }

  static void assertIllegalState(String what, ThrowingCallable call) {
    assertThatExceptionOfType(InferenceException.class)
        .as(what)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).as(what).isEqualTo(ErrorCode.ILLEGAL_STATE));
  }

  static void closingTwiceHasNoEffect(SignalSinkTck tck) {
    for (boolean opened : new boolean[] {true, false}) {
      SinkRun run = opened ? SinkRun.open(tck) : SinkRun.create(tck);
      if (opened) {
        run.writeAll(RecordSamples.records(run.sink.kinds(), 0, 3));
      }
      run.close();
      assertThatCode(run::close)
          .as("second close, opened before: %s", opened)
          .doesNotThrowAnyException();
    }
  }

  static void leavesNoThread(SignalSinkTck tck) {
    ThreadWatch watch = new ThreadWatch();
    watch.call(
        () -> {
          try (SinkRun run = SinkRun.open(tck)) {
            run.writeAll(RecordSamples.records(run.sink.kinds(), 0, 3));
            return true;
          }
        });
    watch.awaitNoneKeepsTheProcess(tck.patience());
  }

  static void awayTargetFinishesNothing(SignalSinkTck tck) {
    Map<String, String> away = tck.optionsWithTargetAway();
    Assumptions.assumeTrue(!away.isEmpty(), "the adapter has no target that can be away");
    try (SignalSink sink = tck.provider().create(CreationRules.config(away, new TckClock()))) {
      sink.open();
      ListBatch batch = ListBatch.of(RecordSamples.records(sink.kinds(), 0, 3));
      Duration timeout =
          sink.delivery() == Delivery.REAL_TIME ? Duration.ZERO : Duration.ofMillis(50);
      for (int i = 0; i < 3; i++) {
        assertFinishesNothing(sink, batch, timeout);
      }
      assertThat(sink.detail()).as("detail").isNotBlank();
    }
  }

  private static void assertFinishesNothing(SignalSink sink, ListBatch batch, Duration timeout) {
    try {
      int finished =
          sink.write(
              batch,
              timeout,
              (index, reason) -> {
                throw new AssertionError("expected no refusal for good, found: " + reason);
              });
      assertThat(finished).as("finished records with the target away").isZero();
    } catch (InferenceException e) {
      assertThat(e.code().group())
          .as("failure with the target away: %s", e.getMessage())
          .isEqualTo(Group.EXTERNAL);
    }
  }

  static void detailCanBeReadByAnyThread(SignalSinkTck tck) {
    try (SinkRun run = SinkRun.open(tck)) {
      String detail = new ThreadWatch().call(run.sink::detail);
      assertThat(detail.lines().count()).as("lines of '%s'", detail).isLessThanOrEqualTo(1);
      run.writeAll(RecordSamples.records(run.sink.kinds(), 0, 3));
    }
  }
}
