package io.tickcast.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.tickcast.api.DecisionView;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DecisionRingTest {
  private final DecisionRing ring = new DecisionRing(16);
  private final DecisionSlot slot = new DecisionSlot();

  @Test
  void read_written_isFound() {
    ring.record(FakeDecision.held(0.55, 0.7));

    assertThat(ring.read(0, slot)).isEqualTo(DecisionRing.Read.FOUND);
    assertThat(slot.gateCount).isEqualTo(1);
    assertThat(slot.gateNames[0]).isEqualTo("confidence");
    assertThat(slot.gateValues[0]).isEqualTo(0.55);
    assertThat(slot.gateThresholds[0]).isEqualTo(0.7);
  }

  @Test
  void read_notWritten_isPending() {
    assertThat(ring.read(0, slot)).isEqualTo(DecisionRing.Read.PENDING);
  }

  @Test
  void read_overwritten_isGone() {
    for (int i = 0; i < 17; i++) {
      ring.record(FakeDecision.buy());
    }

    assertThat(ring.oldest()).isEqualTo(1);
    assertThat(ring.read(0, slot)).isEqualTo(DecisionRing.Read.GONE);
    assertThat(ring.read(1, slot)).isEqualTo(DecisionRing.Read.FOUND);
    assertThat(ring.read(16, slot)).isEqualTo(DecisionRing.Read.FOUND);
  }

  @Test
  void record_moreGatesThanASlotHolds_keepsTheFirst() {
    FakeDecision decision = FakeDecision.buy();
    for (int i = 0; i < DecisionSlot.MAX_GATES + 3; i++) {
      decision.gate("gate" + i, i, 0, "");
    }

    ring.record(decision);

    assertThat(ring.read(0, slot)).isEqualTo(DecisionRing.Read.FOUND);
    assertThat(slot.gateCount).isEqualTo(DecisionSlot.MAX_GATES);
    assertThat(slot.gateNames[DecisionSlot.MAX_GATES - 1]).isEqualTo("gate15");
  }

  @Test
  void record_viewThatThrows_leavesAHoleAndNoLockedSlot() {
    assertThatThrownBy(() -> ring.record(FakeDecision.broken()))
        .isInstanceOf(IllegalStateException.class);
    for (int i = 0; i < 16; i++) {
      ring.record(FakeDecision.buy().barTimeMillis(i));
    }

    assertThat(ring.read(0, slot)).isEqualTo(DecisionRing.Read.GONE);
    assertThat(ring.read(16, slot)).isEqualTo(DecisionRing.Read.FOUND);
    assertThat(slot.barTimeMillis).isEqualTo(15);
  }

  @Test
  void record_slotOfASuspendedLane_isSkippedAndNobodyWaits() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch resume = new CountDownLatch(1);
    ExecutorService lane = Executors.newSingleThreadExecutor();
    try {
      Future<?> suspended = lane.submit(() -> ring.record(suspending(inside, resume)));
      inside.await();
      for (int i = 1; i <= 16; i++) {
        ring.record(FakeDecision.buy().barTimeMillis(i));
      }

      assertThat(ring.read(16, slot)).isEqualTo(DecisionRing.Read.SKIPPED);
      assertThat(ring.read(15, slot)).isEqualTo(DecisionRing.Read.FOUND);
      resume.countDown();
      suspended.get(20, TimeUnit.SECONDS);
      assertThat(ring.read(16, slot)).isEqualTo(DecisionRing.Read.SKIPPED);
      for (int i = 17; i <= 32; i++) {
        ring.record(FakeDecision.buy().barTimeMillis(i));
      }
      assertThat(ring.read(32, slot)).isEqualTo(DecisionRing.Read.FOUND);
    } finally {
      resume.countDown();
      lane.shutdown();
    }
  }

  /** A decision whose copying stops half way until it is told to go on. */
  private static DecisionView suspending(CountDownLatch inside, CountDownLatch resume) {
    FakeDecision decision = FakeDecision.buy();
    return (DecisionView)
        Proxy.newProxyInstance(
            DecisionRingTest.class.getClassLoader(),
            new Class<?>[] {DecisionView.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("entryPrice")) {
                inside.countDown();
                resume.await();
              }
              return method.invoke(decision, arguments);
            });
  }

  @Test
  void read_whileLanesWrite_isWholeOrNothing() throws Exception {
    int lanes = 3;
    int decisionsPerLane = 200_000;
    CountDownLatch done = new CountDownLatch(lanes);
    ExecutorService threads = Executors.newFixedThreadPool(lanes);
    List<Future<?>> writers = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      long first = (long) lane * decisionsPerLane;
      writers.add(
          threads.submit(
              () -> {
                for (long i = first; i < first + decisionsPerLane; i++) {
                  ring.record(FakeDecision.buy().barTimeMillis(i).levels(i, i, i, i).confidence(i));
                }
                done.countDown();
              }));
    }
    long found = 0;
    while (done.getCount() > 0) {
      for (long i = ring.oldest(); i < ring.end(); i++) {
        if (ring.read(i, slot) == DecisionRing.Read.FOUND) {
          found++;
          assertWhole(slot);
        }
      }
    }
    for (Future<?> writer : writers) {
      writer.get(20, TimeUnit.SECONDS);
    }
    threads.shutdown();

    assertThat(ring.end()).isEqualTo((long) lanes * decisionsPerLane);
    assertThat(found).isPositive();
  }

  private static void assertWhole(DecisionSlot slot) {
    double expected = slot.barTimeMillis;
    if (slot.entryPrice != expected
        || slot.stopLoss != expected
        || slot.takeProfit != expected
        || slot.size != expected
        || slot.confidence != expected) {
      throw new AssertionError("expected one decision, found parts of several at " + expected);
    }
  }

  @Test
  void onDecision_anyDecision_allocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    DecisionRecorder listener = new DecisionRecorder(ring);
    FakeDecision decision = FakeDecision.held(0.55, 0.7);
    for (int i = 0; i < 20_000; i++) {
      listener.onDecision(decision);
    }

    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 10_000; i++) {
        listener.onDecision(decision);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }

    assertThat(least).isZero();
  }
}
