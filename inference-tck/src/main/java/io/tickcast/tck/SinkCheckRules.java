package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.ErrorCode.Group;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Whether a sink finds out how its target is. */
final class SinkCheckRules {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SHORT = Duration.ofMillis(200);

  private SinkCheckRules() {}

  static void targetThatTakesRecordsPasses(SignalSinkTck tck) {
    try (SinkRun run = SinkRun.create(tck)) {
      assertNeedsAnOpenSink(tck, "check before open", run.sink);
    }
    SinkRun run = SinkRun.open(tck);
    List<ListBatch.Record> first = RecordSamples.records(run.sink.kinds(), 0, 20);
    List<ListBatch.Record> second = RecordSamples.records(run.sink.kinds(), 20, 100);
    List<String> expected = new ArrayList<>(SinkWriteRules.texts(first, ""));
    expected.addAll(SinkWriteRules.texts(second, ""));
    run.writeAll(first);
    assertPasses("check after a write", run.sink);
    Threads.runTogether(
        List.of(
            () -> {
              run.writeAll(second);
              return null;
            },
            () -> {
              assertPasses("check during a write", run.sink);
              return null;
            }));
    SinkWriteRules.assertAllAtTheTarget(tck, expected);
    run.close();
    assertNeedsAnOpenSink(tck, "check after close", run.sink);
  }

  private static void assertPasses(String what, SignalSink sink) {
    assertThatCode(() -> sink.check(TIMEOUT)).as(what).doesNotThrowAnyException();
  }

  /** A sink without a target that can be away has nothing to find out, whatever its state. */
  private static void assertNeedsAnOpenSink(SignalSinkTck tck, String what, SignalSink sink) {
    if (!tck.optionsWithTargetAway().isEmpty()) {
      SinkLifecycleRules.assertIllegalState(what, () -> sink.check(TIMEOUT));
      return;
    }
    try {
      sink.check(TIMEOUT);
    } catch (InferenceException e) {
      assertThat(e.code()).as(what).isEqualTo(ErrorCode.ILLEGAL_STATE);
    }
  }

  static void awayTargetIsFoundOut(SignalSinkTck tck) {
    Map<String, String> away = tck.optionsWithTargetAway();
    Assumptions.assumeTrue(!away.isEmpty(), "the adapter has no target that can be away");
    try (SignalSink sink = tck.provider().create(CreationRules.config(away, new TckClock()))) {
      sink.open();
      for (int i = 0; i < 3; i++) {
        assertThatExceptionOfType(InferenceException.class)
            .as("check with the target away")
            .isThrownBy(() -> sink.check(SHORT))
            .satisfies(e -> assertThat(e.code().group()).isEqualTo(Group.EXTERNAL))
            .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("\n", "\r"));
      }
    }
  }
}
