package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

final class PatienceTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void run_ruleThatHangs_failsAndIsInterrupted() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Patience.run(SHORT, () -> hang(interrupted)))
        .withMessage("expected an end within PT0.05S");
    interrupted.await();
    assertThat(interrupted.getCount()).isZero();
  }

  private static void hang(CountDownLatch interrupted) {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.countDown();
    }
  }

  @Test
  void run_ruleThatFails_throwsItsError() {
    AssertionError error = new AssertionError("wrong");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(
            () ->
                Patience.run(
                    LONG,
                    () -> {
                      throw error;
                    }))
        .isSameAs(error);
  }

  @Test
  void run_ruleThatIsSkipped_throwsThat() {
    assertThatExceptionOfType(TestAbortedException.class)
        .isThrownBy(
            () ->
                Patience.run(
                    LONG,
                    () -> {
                      throw new TestAbortedException("skipped");
                    }))
        .withMessage("skipped");
  }

  @Test
  void until_conditionThatComes_returns() {
    AtomicInteger asked = new AtomicInteger();
    Patience.until(LONG, () -> asked.incrementAndGet() == 5, () -> "never");
    assertThat(asked).hasValue(5);
  }

  @Test
  void until_conditionThatDoesNotCome_failsWithItsMessage() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Patience.until(SHORT, () -> false, () -> "expected a frame, found none"))
        .withMessage("expected a frame, found none, after PT0.05S");
  }
}
