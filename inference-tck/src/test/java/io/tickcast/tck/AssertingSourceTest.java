package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.FrameHandler;
import io.tickcast.api.FrameKind;
import io.tickcast.api.SourceState;
import io.tickcast.tck.reference.MemoryOrigin;
import io.tickcast.tck.reference.MemorySourceProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class AssertingSourceTest {
  private static final FrameHandler NOBODY = (kind, channel, content, at) -> {};

  private final Violations violations = new Violations();
  private final String name = UUID.randomUUID().toString();
  private final MemoryOrigin origin = MemoryOrigin.create(name);
  private final AssertingSource source =
      new AssertingSource(
          new MemorySourceProvider()
              .create(CreationRules.config(Map.of("origin", name), new TckClock())),
          violations);

  private void assertViolation(String message, ThrowingCallable call) {
    assertThatExceptionOfType(AssertionError.class).isThrownBy(call).withMessageContaining(message);
    assertThat(violations.list()).singleElement().asString().contains(message);
  }

  @Test
  void source_rightUse_passes() {
    source.open();
    origin.publish(FrameKind.FEATURES, "features.EURUSD.5m", new byte[] {1});
    assertThat(source.poll(NOBODY, 10, Duration.ZERO)).isOne();
    assertThat(source.state()).isEqualTo(SourceState.LIVE);
    assertThat(source.detail()).contains(name);
    assertThat(source.history()).isPresent();
    source.close();
    source.close();
    violations.assertNone();
  }

  @Test
  void poll_beforeOpen_isAViolation() {
    assertViolation(
        "expected open before poll, found a poll", () -> source.poll(NOBODY, 1, Duration.ZERO));
  }

  @Test
  void poll_afterClose_isAViolation() {
    source.open();
    source.close();
    assertViolation(
        "expected no use of a source after close, found poll",
        () -> source.poll(NOBODY, 1, Duration.ZERO));
  }

  @Test
  void poll_limitOfZero_isAViolation() {
    source.open();
    assertViolation(
        "expected a positive limit and a wait of at least 0, found 0 and PT0S",
        () -> source.poll(NOBODY, 0, Duration.ZERO));
  }

  @Test
  void poll_anotherThread_isAViolation() {
    source.open();
    source.poll(NOBODY, 1, Duration.ZERO);
    assertViolation(
        "expected polls by thread",
        () ->
            Threads.runTogether(
                List.of(
                    () -> {
                      source.poll(NOBODY, 1, Duration.ZERO);
                      return null;
                    })));
  }

  @Test
  void poll_handlerThatThrows_isAViolation() {
    source.open();
    origin.publish(FrameKind.FEATURES, "features.EURUSD.5m", new byte[] {1});
    IllegalStateException thrown = new IllegalStateException("no");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                source.poll(
                    (kind, channel, content, at) -> {
                      throw thrown;
                    },
                    1,
                    Duration.ZERO))
        .isSameAs(thrown);
    assertThat(violations.list())
        .containsExactly("expected a handler that never throws, found " + thrown);
  }

  @Test
  void open_twice_isAViolation() {
    source.open();
    assertViolation("expected one open of a source, found another", source::open);
  }
}
