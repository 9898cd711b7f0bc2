package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.Delivery;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.RecordKind;
import io.tickcast.api.Refusals;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SinkBatch;
import io.tickcast.api.Timeframe;
import io.tickcast.tck.WrongSinks.ForwardingSink;
import io.tickcast.tck.reference.MemorySinkProvider;
import io.tickcast.tck.reference.MemoryTarget;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class AssertingSinkTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Refusals NONE =
      (index, reason) -> {
        throw new IllegalStateException("expected no refusal, found " + reason);
      };

  private final Violations violations = new Violations();
  private final String name = UUID.randomUUID().toString();
  private final MemoryTarget target = MemoryTarget.create(name);
  private final AssertingSink sink = asserting(sink(Delivery.ARCHIVE));

  private AssertingSink asserting(SignalSink inner) {
    return new AssertingSink(inner, violations);
  }

  private SignalSink sink(Delivery delivery) {
    Map<String, String> options = Map.of("target", name, "delivery", delivery.name());
    return new MemorySinkProvider().create(CreationRules.config(options, new TckClock()));
  }

  private static ListBatch signals(int first, int count) {
    return ListBatch.of(RecordSamples.records(Set.of(RecordKind.SIGNAL), first, count));
  }

  private void assertViolation(String message, ThrowingCallable call) {
    assertThatExceptionOfType(AssertionError.class).isThrownBy(call).withMessageContaining(message);
    assertThat(violations.list()).singleElement().asString().contains(message);
  }

  @Test
  void sink_rightUse_passes() {
    sink.open();
    assertThat(sink.write(signals(0, 3), SECOND, NONE)).isEqualTo(3);
    assertThat(sink.write(signals(3, 300), SECOND, NONE)).isEqualTo(300);
    assertThat(target.values()).hasSize(303);
    assertThat(sink.detail()).contains(name);
    assertThat(sink.kinds()).contains(RecordKind.SIGNAL);
    sink.close();
    sink.close();
    violations.assertNone();
  }

  @Test
  void write_beforeOpen_isAViolation() {
    assertViolation(
        "expected open before write, found a write", () -> sink.write(signals(0, 1), SECOND, NONE));
  }

  @Test
  void write_afterClose_isAViolation() {
    sink.open();
    sink.close();
    assertViolation(
        "expected no use of a sink after close, found write",
        () -> sink.write(signals(0, 1), SECOND, NONE));
  }

  @Test
  void open_twice_isAViolation() {
    sink.open();
    assertViolation("expected one open of a sink, found another", sink::open);
  }

  @Test
  void write_realTimeWithTime_isAViolation() {
    AssertingSink realTime = asserting(sink(Delivery.REAL_TIME));
    realTime.open();
    assertViolation(
        "and 0 for a real-time sink, found PT1S",
        () -> realTime.write(signals(0, 1), SECOND, NONE));
  }

  @Test
  void write_otherKind_isAViolation() {
    AssertingSink realTime = asserting(sink(Delivery.REAL_TIME));
    realTime.open();
    ListBatch batch = ListBatch.of(RecordSamples.records(Set.of(RecordKind.ALERT), 0, 1));
    assertViolation(
        "expected records of [SIGNAL], found ALERT at 0",
        () -> realTime.write(batch, Duration.ZERO, NONE));
  }

  @Test
  void write_finishedRecordAgain_isAViolation() {
    sink.open();
    sink.write(signals(0, 3), SECOND, NONE);
    assertViolation("which is finished, found 1006", () -> sink.write(signals(2, 3), SECOND, NONE));
  }

  @Test
  void write_unfinishedRecordIsSkipped_isAViolation() {
    AssertingSink partial =
        asserting(
            new ForwardingSink(sink(Delivery.ARCHIVE)) {
              @Override
              public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
                return 1;
              }
            });
    partial.open();
    partial.write(signals(0, 3), SECOND, NONE);
    assertViolation(
        "expected the unfinished record 1003 again, found 1006",
        () -> partial.write(signals(2, 1), SECOND, NONE));
  }

  @Test
  void write_unfinishedRecordIsSkippedAfterAnError_isAViolation() {
    AssertingSink failing =
        asserting(
            new ForwardingSink(sink(Delivery.ARCHIVE)) {
              @Override
              public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
                throw new InferenceException(ErrorCode.EXTERNAL_UNAVAILABLE, "away");
              }
            });
    failing.open();
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> failing.write(signals(0, 1), SECOND, NONE));
    assertViolation(
        "expected the unfinished record 1000 again, found 1003",
        () -> failing.write(signals(1, 1), SECOND, NONE));
  }

  @Test
  void write_arrayIsAlteredAfterwards_isAViolation() {
    sink.open();
    ListBatch batch = signals(0, 1);
    sink.write(batch, SECOND, NONE);
    Arrays.fill(batch.value(0), (byte) 0);
    assertViolation(
        "expected arrays that stay as they were handed over, found one altered",
        () -> sink.write(signals(1, 1), SECOND, NONE));
  }

  @Test
  void write_emptyBatch_isAViolation() {
    sink.open();
    SinkBatch empty = new EmptyBatch(signals(0, 1));
    assertViolation(
        "expected a batch of at least 1 record, found 0", () -> sink.write(empty, SECOND, NONE));
  }

  @Test
  void write_twoThreadsInTurn_passes() {
    sink.open();
    for (int t = 0; t < 2; t++) {
      int first = t;
      Threads.runTogether(
          List.of(
              () -> {
                sink.write(signals(first, 1), SECOND, NONE);
                return null;
              }));
    }
    assertThat(target.values()).hasSize(2);
    violations.assertNone();
  }

  private record EmptyBatch(ListBatch batch) implements SinkBatch {
    @Override
    public int size() {
      return 0;
    }

    @Override
    public RecordKind kind(int index) {
      return batch.kind(index);
    }

    @Override
    public long sequence(int index) {
      return batch.sequence(index);
    }

    @Override
    public String symbol(int index) {
      return batch.symbol(index);
    }

    @Override
    public Timeframe timeframe(int index) {
      return batch.timeframe(index);
    }

    @Override
    public long idHigh(int index) {
      return batch.idHigh(index);
    }

    @Override
    public long idLow(int index) {
      return batch.idLow(index);
    }

    @Override
    public byte[] value(int index) {
      return batch.value(index);
    }
  }
}
