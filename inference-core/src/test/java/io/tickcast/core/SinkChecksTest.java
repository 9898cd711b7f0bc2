package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.Delivery;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.RecordKind;
import io.tickcast.api.Refusals;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SinkBatch;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SinkChecksTest {
  private final Heard heard = new Heard();
  private final Target target = new Target();
  private final SinkTap tap =
      new SinkTap("nats", target, new Reporter(List.of(heard), new Counters()));
  private final SinkChecks checks = new SinkChecks(List.of(tap), () -> 7_000_000);

  @Test
  void runOnce_connectionIsStillBeingMade_isShownAndNobodyIsTold() {
    target.fault = "not connected yet";
    assertThat(checks.runOnce(false)).isFalse();
    assertThat(tap.checkFault()).isEqualTo("not connected yet");
    target.fault = "";
    assertThat(checks.runOnce(false)).isTrue();
    assertThat(tap.checkFault()).isEmpty();
    assertThat(tap.status().checkedAtMillis()).isEqualTo(7);
    assertThat(heard.alerts).isEmpty();
  }

  @Test
  void runOnce_noAnswerThatLasts_isToldOnceAndSoIsItsEnd() {
    target.fault = "no answer";
    checks.runOnce(false);
    checks.runOnce(true);
    checks.runOnce(true);
    assertThat(heard.alerts).containsExactly("path_failed: sink 'nats': no answer");
    target.fault = "";
    checks.runOnce(true);
    checks.runOnce(true);
    assertThat(heard.alerts)
        .containsExactly(
            "path_failed: sink 'nats': no answer",
            "path_restored: sink 'nats': its target answers again");
  }

  /** Answers, or not. */
  private static final class Target implements SignalSink {
    private String fault = "";

    @Override
    public Delivery delivery() {
      return Delivery.REAL_TIME;
    }

    @Override
    public Set<RecordKind> kinds() {
      return Set.of(RecordKind.SIGNAL);
    }

    @Override
    public void open() {
      // There is nothing to open.
    }

    @Override
    public void check(Duration timeout) {
      if (!fault.isEmpty()) {
        throw new InferenceException(ErrorCode.EXTERNAL_UNAVAILABLE, fault);
      }
    }

    @Override
    public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
      return batch.size();
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }
}
