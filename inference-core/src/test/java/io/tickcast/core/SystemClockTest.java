package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SystemClockTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_760_867_700L * SECOND;

  private final AtomicLong nano = new AtomicLong(77);
  private final AtomicLong wall = new AtomicLong(START);
  private final SystemClock clock = new SystemClock(nano::get, wall::get);

  @Test
  void epochNanos_atFirst_isTheWallClock() {
    assertThat(clock.epochNanos()).isEqualTo(START);
  }

  @Test
  void epochNanos_betweenTies_followsNanoTimeAlone() {
    nano.addAndGet(999_999_999);
    wall.addAndGet(3 * SECOND);
    assertThat(clock.epochNanos()).isEqualTo(START + 999_999_999);
  }

  @Test
  void epochNanos_wallPutForward_jumpsAfterItWithinASecond() {
    pass(SECOND);
    wall.addAndGet(3_600 * SECOND);
    assertThat(clock.epochNanos()).isEqualTo(wall.get());
  }

  @Test
  void epochNanos_wallPutBack_runsSlowerUntilBothAgree() {
    clock.epochNanos();
    wall.addAndGet(-2 * SECOND);
    long before = clock.epochNanos();
    for (int i = 0; i < 25; i++) {
      pass(SECOND);
      long now = clock.epochNanos();
      assertThat(now).as("reading %d", i).isGreaterThan(before);
      assertThat(now - before).as("step %d", i).isBetween(SECOND * 9 / 10 - 1, SECOND);
      before = now;
    }
    assertThat(before).isEqualTo(wall.get());
  }

  @Test
  void epochNanos_tinyDifference_isLeftAlone() {
    pass(SECOND);
    wall.addAndGet(40_000);
    assertThat(clock.epochNanos()).isEqualTo(START + SECOND);
  }

  @Test
  void epochNanos_measuredWhileInterrupted_takesTheShortestMeasurement() {
    // Each look at the wall clock takes long, but for the third one.
    AtomicLong looks = new AtomicLong();
    SystemClock disturbed =
        new SystemClock(
            nano::get,
            () -> {
              long shown = wall.get();
              pass(looks.incrementAndGet() == 3 ? 1_000 : 50_000_000);
              return shown;
            });
    assertThat(disturbed.epochNanos()).isBetween(wall.get() - 1_000, wall.get());
  }

  @Test
  void epochNanos_readByAnotherWhileBeingSlowedDown_doesNotStepBack() {
    AtomicLong ahead = new AtomicLong();
    AtomicLong readByAnother = new AtomicLong(Long.MAX_VALUE);
    AtomicReference<SystemClock> shared = new AtomicReference<>();
    shared.set(
        new SystemClock(
            nano::get,
            () -> {
              // In the middle of a measurement time passes, and then another thread reads.
              pass(shared.get() == null ? 0 : 100_000_000);
              if (shared.get() != null) {
                readByAnother.set(shared.get().epochNanos());
              }
              return wall.get() - ahead.get();
            }));
    ahead.set(60 * SECOND);
    pass(SECOND);
    long reading = shared.get().epochNanos();
    assertThat(reading).isGreaterThanOrEqualTo(readByAnother.get());
  }

  @Test
  void epochNanos_realTime_isNearTheWallClock() {
    SystemClock real = new SystemClock();
    long before = System.currentTimeMillis();
    long shown = real.epochNanos() / 1_000_000;
    long after = System.currentTimeMillis();
    assertThat(shown).isBetween(before - 50, after + 50);
  }

  @Test
  void epochNanos_manyThreads_neverStepsBack() throws ExecutionException, InterruptedException {
    // The wall clock jumps about, and nanoTime runs so fast that the clock is tied all the time.
    AtomicLong ticks = new AtomicLong();
    SystemClock fast =
        new SystemClock(
            () -> ticks.addAndGet(300_000_000),
            () -> START + ticks.get() + (ticks.get() % 7 - 3) * SECOND);
    AtomicLong highest = new AtomicLong(Long.MIN_VALUE);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> runs = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        runs.add(threads.submit(() -> stepsBack(fast, highest)));
      }
      for (Future<Integer> run : runs) {
        assertThat(run.get()).as("steps back").isZero();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int stepsBack(SystemClock clock, AtomicLong highest) {
    int stepsBack = 0;
    for (int i = 0; i < 100_000; i++) {
      long seenBefore = highest.get();
      long reading = clock.epochNanos();
      stepsBack += reading < seenBefore ? 1 : 0;
      highest.accumulateAndGet(reading, Math::max);
    }
    return stepsBack;
  }

  @Test
  void epochNanos_manyReadings_allocateNothing() {
    SystemClock real = new SystemClock();
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = read(real, 200_000);
    long before = threads.getCurrentThreadAllocatedBytes();
    sum += read(real, 200_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(sum).isNotZero();
    assertThat(allocated).as("bytes in 200,000 readings").isLessThan(200_000);
  }

  private static long read(SystemClock clock, int times) {
    long sum = 0;
    for (int i = 0; i < times; i++) {
      sum += clock.epochNanos();
    }
    return sum;
  }

  private void pass(long nanos) {
    nano.addAndGet(nanos);
    wall.addAndGet(nanos);
  }
}
