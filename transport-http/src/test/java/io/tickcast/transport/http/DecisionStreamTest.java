package io.tickcast.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DecisionStreamTest {
  private final DecisionRing ring = new DecisionRing(16);
  private final DecisionFrames frames = new DecisionFrames(ring, "run");

  @Test
  void next_decisions_comeOnceAndThenNothing() {
    DecisionStream stream = frames.streamAfter(frames.end());
    decide(2);

    assertThat(next(stream)).startsWith("id: run-1\nevent: decision\n");
    assertThat(next(stream)).startsWith("id: run-2\nevent: decision\n");
    assertThat(stream.next()).isNull();
  }

  @Test
  void next_twoReaders_shareTheBytes() {
    DecisionStream one = frames.streamAfter(frames.end());
    DecisionStream other = frames.streamAfter(frames.end());
    decide(1);

    assertThat(other.next()).isNotNull().isSameAs(one.next());
  }

  @Test
  void next_overrun_saysHowManyAndGoesOnHalfARingAhead() {
    DecisionStream stream = frames.streamAfter(frames.end());
    decide(100);

    assertThat(stream.overrun()).isTrue();
    assertThat(next(stream))
        .isEqualTo("id: run-92\nevent: gap\ndata: {\"reason\":\"overrun\",\"missed\":92}\n\n");
    assertThat(stream.overrun()).isFalse();
    assertThat(next(stream)).startsWith("id: run-93\nevent: decision\n");
  }

  @Test
  void next_numberThatWasGivenUp_isAGapOfOne() {
    DecisionStream stream = frames.streamAfter(frames.end());
    assertThatThrownBy(() -> ring.record(FakeDecision.broken()))
        .isInstanceOf(IllegalStateException.class);
    decide(1);

    assertThat(next(stream))
        .isEqualTo("id: run-1\nevent: gap\ndata: {\"reason\":\"overrun\",\"missed\":1}\n\n");
    assertThat(next(stream)).startsWith("id: run-2\nevent: decision\n");
  }

  @Test
  void next_afterAnotherRun_saysSoAndGivesAllThatIsKept() {
    decide(20);
    DecisionStream stream = frames.streamOfNewRun();

    assertThat(next(stream))
        .isEqualTo("id: run-4\nevent: gap\ndata: {\"reason\":\"new_run\",\"missed\":0}\n\n");
    assertThat(next(stream)).startsWith("id: run-5\nevent: decision\n");
  }

  private void decide(int count) {
    for (int i = 0; i < count; i++) {
      ring.record(FakeDecision.buy());
    }
  }

  private static String next(DecisionStream stream) {
    return new String(Objects.requireNonNull(stream.next()), StandardCharsets.UTF_8);
  }
}
