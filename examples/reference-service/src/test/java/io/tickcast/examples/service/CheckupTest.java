package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CheckupTest {
  private static final Duration AMPLE = Duration.ofSeconds(30);

  private static Checkup well(String name) {
    return new Checkup(name, () -> List.of(Diagnosis.ok(name, "found")));
  }

  @Test
  void run_checkThatFails_keepsNoOtherFromRunning() throws InterruptedException {
    Checkup refused =
        new Checkup(
            "refused",
            () -> {
              throw new InferenceException(ErrorCode.EXTERNAL_UNAVAILABLE, "expected a, found b");
            });
    Checkup broken =
        new Checkup(
            "broken",
            () -> {
              throw new IllegalStateException("a fault\nof two lines");
            });
    assertThat(Checkup.run(List.of(refused, broken, well("good")), AMPLE))
        .extracting(Diagnosis::toString)
        .containsExactly(
            "fail  refused: expected a, found b; to do: start the server, or correct its address"
                + " and login",
            "fail  broken: expected no fault in tickcast itself, found"
                + " java.lang.IllegalStateException: a fault of two lines; --verbose shows where;"
                + " to do: run it again with --verbose, and report it",
            "ok    good: found");
  }

  @Test
  void run_checkThatHangs_isGivenUp() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Checkup hangs =
        new Checkup(
            "hangs",
            () -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return List.of();
            });
    List<Diagnosis> found = Checkup.run(List.of(hangs), Duration.ofMillis(50));
    assertThat(found).singleElement();
    assertThat(found.get(0).verdict()).isEqualTo(Diagnosis.Verdict.FAIL);
    assertThat(found.get(0).finding()).isEqualTo("expected an end within 50 ms, found none");
    interrupted.await();
  }
}
