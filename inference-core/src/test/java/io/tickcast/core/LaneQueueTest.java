package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickcast.api.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LaneQueueTest {
  private final Heard heard = new Heard();
  private final Reporter reporter = new Reporter(List.of(heard), new Counters());
  private final Series series = new Series("features.EURUSD.5m", "EURUSD", Timeframe.M5, 0);
  private final SourceTap tap = tap("source");
  private final LaneQueue queue = new LaneQueue(4);
  private final LaneQueue.Taken taken = new LaneQueue.Taken();
  private final List<String> ran = new ArrayList<>();

  private SourceTap tap(String name) {
    FrameRouter router =
        new FrameRouter(
            FeedSettings.defaults(),
            new Symbols(List.of()),
            reporter,
            new LaneQueue[0],
            Optional.empty());
    return new SourceTap(name, new EmbeddedSource(), router, reporter);
  }

  private void bar(int number) {
    assertThat(queue.offer(series, new byte[] {(byte) number}, number, tap)).isTrue();
  }

  private void command(String name) {
    assertThat(queue.offer(lane -> ran.add(name))).isTrue();
  }

  /** All that waits: bars by their number, commands by their name. */
  private List<String> takeAll() {
    List<String> all = new ArrayList<>();
    while (queue.take(taken, 0)) {
      if (taken.command == null) {
        assertThat(taken.series).isSameAs(series);
        assertThat(taken.tap).isSameAs(tap);
        assertThat(taken.receivedAtNanos).isEqualTo(taken.content[0]);
        all.add(String.valueOf(taken.content[0]));
      } else {
        assertThat(taken.series).isNull();
        runCommand();
        all.add(ran.get(ran.size() - 1));
      }
    }
    return all;
  }

  /** The commands of this test use no lane. */
  private void runCommand() {
    taken.command.run(null);
  }

  @Test
  void take_barsAndCommands_comeInTheOrderOfArrival() {
    command("a");
    bar(1);
    command("b");
    command("c");
    bar(2);
    bar(3);
    command("d");
    assertThat(takeAll()).containsExactly("a", "1", "b", "c", "2", "3", "d");
    assertThat(queue.take(taken, 0)).isFalse();
  }

  @Test
  void offer_intoAFullRing_dropsTheOldestBarsAndNoCommand() {
    bar(1);
    command("a");
    for (int number = 2; number <= 7; number++) {
      bar(number);
      command("after " + number);
    }
    assertThat(takeAll())
        .containsExactly(
            "a", "after 2", "after 3", "4", "after 4", "5", "after 5", "6", "after 6", "7",
            "after 7");
    assertThat(tap.droppedBars()).isEqualTo(3);
    assertThat(heard.refused).containsExactly("overrun", "overrun", "overrun");
    assertThat(heard.details.get(0)).contains("found its queue full; the oldest bar was dropped");
  }

  @Test
  void take_afterManyRounds_keepsTheOrder() {
    int next = 0;
    int expected = 0;
    for (int round = 0; round < 50; round++) {
      int count = 1 + round % 4;
      for (int i = 0; i < count; i++) {
        bar(next++ % 100);
      }
      for (String found : takeAll()) {
        assertThat(found).isEqualTo(String.valueOf(expected++ % 100));
      }
    }
    assertThat(expected).isEqualTo(next);
    assertThat(tap.droppedBars()).isZero();
  }

  @Test
  void take_withAWait_wakesForABar() {
    AtomicReference<Boolean> result = new AtomicReference<>();
    Thread taker = new Thread(() -> result.set(queue.take(taken, 60_000)), "taker");
    taker.start();
    await().until(() -> taker.getState() == Thread.State.TIMED_WAITING);
    bar(5);
    await().until(() -> result.get() != null);
    assertThat(result.get()).isTrue();
    assertThat(taken.content).containsExactly(5);
  }

  @Test
  void take_withAWait_wakesForCloseAndForACommand() throws InterruptedException {
    LaneQueue other = new LaneQueue(1);
    CountDownLatch ended = new CountDownLatch(1);
    Thread taker =
        new Thread(
            () -> {
              while (!other.closedAndEmpty()) {
                other.take(taken, 60_000);
              }
              ended.countDown();
            },
            "taker");
    taker.start();
    await().until(() -> taker.getState() == Thread.State.TIMED_WAITING);
    other.offer(lane -> {});
    await().until(() -> taker.getState() == Thread.State.TIMED_WAITING);
    other.close();
    ended.await();
    assertThat(other.closedAndEmpty()).isTrue();
  }

  @Test
  void take_withoutABar_givesUpAfterTheWait() {
    assertThat(queue.take(taken, 1)).isFalse();
  }

  @Test
  void offer_afterClose_isRefusedAndWhatWaitsIsTaken() {
    bar(1);
    command("a");
    queue.close();
    assertThat(queue.closedAndEmpty()).isFalse();
    assertThat(queue.offer(series, new byte[] {2}, 2, tap)).isFalse();
    assertThat(queue.offer(lane -> ran.add("late"))).isFalse();
    assertThat(takeAll()).containsExactly("1", "a");
    assertThat(queue.closedAndEmpty()).isTrue();
  }
}
