package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickcast.api.Delivery;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.RecordKind;
import io.tickcast.api.SignalType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RelayTest {
  @TempDir Path folder;

  private final Heard heard = new Heard();
  private final ListSink sink = ListSink.archive();
  private final MemoryJournal journal = new MemoryJournal(2_048);
  private final ServingModel model = Decisions.serving(Decisions.loaded(Rig.buyer()));
  private final ManualClock clock = new ManualClock(BAR * 1_000_000);
  private Relay relay;
  private int appended;

  @BeforeEach
  void makeRelay() {
    relay = relay(sink);
  }

  private DeadLetters letters() {
    return DeadLetters.of(folder);
  }

  private Relay relay(ListSink to) {
    SinkTap tap = new SinkTap("archive", to, new Reporter(List.of(heard), new Counters()));
    Reporter reporter = new Reporter(List.of(heard), new Counters());
    return new Relay(
        tap,
        journal.cursor("test"),
        Duration.ofSeconds(10),
        Optional.of(letters()),
        clock,
        reporter);
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      Decision decision = Decisions.of(SignalType.BUY);
      decision.barTimeMillis = BAR + appended++;
      decision.decidedAtNanos = BAR * 1_000_000L;
      decision.signal = Messages.utf8("signal " + appended);
      assertThat(journal.writer().append(decision, model)).isNotEqualTo(Journal.Writer.NO_ROOM);
    }
  }

  private List<Long> sequences() {
    return sink.taken.stream().map(ListSink.Taken::sequence).toList();
  }

  private static List<Long> upTo(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  private static long inNanos(Duration duration) {
    return System.nanoTime() + duration.toNanos();
  }

  private static InferenceException away() {
    return new InferenceException(ErrorCode.EXTERNAL_UNAVAILABLE, "expected a broker, found none");
  }

  @Test
  void runOnce_records_goOutInOrderInBatches() {
    append(600);
    assertThat(relay.runOnce()).isEqualTo(500);
    assertThat(relay.status().lagRecords()).isEqualTo(700);
    assertThat(relay.runOnce()).isEqualTo(500);
    assertThat(relay.runOnce()).isEqualTo(200);
    assertThat(relay.runOnce()).isZero();
    assertThat(sequences()).isEqualTo(upTo(1_200));
    assertThat(sink.timeouts).containsOnly(Duration.ofSeconds(10));
    assertThat(relay.status().written()).isEqualTo(1_200);
    assertThat(relay.status().lagRecords()).isZero();
  }

  @Test
  void runOnce_partOfABatch_continuesBehindIt() {
    append(5);
    int[] takes = {3, 0, 1, 0, 0, 4, 10};
    AtomicInteger turn = new AtomicInteger();
    sink.answering((batch, refusals) -> Math.min(batch.size(), takes[turn.getAndIncrement()]));
    int[] moved = {3, 0, 1, 0, 0, 4, 2};
    for (int expected : moved) {
      assertThat(relay.runOnce()).isEqualTo(expected);
    }
    assertThat(sequences()).isEqualTo(upTo(10));
  }

  @Test
  void runOnce_recordsRefusedForGood_areFinishedAndCounted() {
    append(3);
    sink.answering(
        (batch, refusals) -> {
          refusals.refuse(1, "too long");
          return batch.size();
        });
    assertThat(relay.runOnce()).isEqualTo(6);
    assertThat(relay.status().refused()).isEqualTo(1);
    assertThat(relay.status().written()).isEqualTo(6);
    assertThat(heard.alerts)
        .containsExactly(
            "record_refused: sink 'archive' refused the prediction of EURUSD at position 1: too"
                + " long");
  }

  @Test
  void runOnce_recordsRefusedForGood_areKeptWithTheirReason() {
    append(2);
    clock.set((BAR + 70) * 1_000_000L);
    sink.answering(
        (batch, refusals) -> {
          refusals.refuse(0, "no such\ncolumn");
          return 3;
        });
    assertThat(relay.runOnce()).isEqualTo(3);
    assertThat(letters().list())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.sink()).isEqualTo("archive");
              assertThat(letter.kind()).isEqualTo(RecordKind.SIGNAL);
              assertThat(letter.symbol()).isEqualTo("EURUSD");
              assertThat(letter.position()).isZero();
              assertThat(letter.refusedAtMillis()).isEqualTo(BAR + 70);
              assertThat(letter.reason()).isEqualTo("no such column");
              assertThat(letter.value()).asString(UTF_8).isEqualTo("signal 1");
            });
  }

  @Test
  void runOnce_refusedRecordsThatCanNotBeKept_holdTheCursorUntilTheyCan() throws IOException {
    append(2);
    Path inTheWay = Files.createFile(folder.resolve("dead-letters"));
    sink.answering(
        (batch, refusals) -> {
          refusals.refuse(1, "too long");
          return batch.size();
        });
    assertThat(relay.runOnce()).isZero();
    assertThat(relay.runOnce()).isZero();
    assertThat(relay.status().lagRecords()).isEqualTo(4);
    assertThat(sink.timeouts).as("writes").hasSize(1);
    assertThat(heard.alerts).filteredOn(it -> it.startsWith("dead_letters_failed")).hasSize(1);
    Files.delete(inTheWay);
    assertThat(relay.runOnce()).isEqualTo(4);
    assertThat(letters().list()).hasSize(1);
  }

  @Test
  void status_recordsThatWait_saysForHowLong() {
    append(1);
    assertThat(relay.status().lagMillis()).isZero();
    sink.answering((batch, refusals) -> 0);
    relay.runOnce();
    clock.set((BAR + 7_000) * 1_000_000L);
    assertThat(relay.status().lagMillis()).isEqualTo(7_000);
    sink.works();
    relay.runOnce();
    assertThat(relay.status().lagMillis()).isZero();
  }

  @Test
  void runOnce_sinkThatFails_losesNothingAndSaysSoOnce() {
    append(2);
    sink.answering(
        (batch, refusals) -> {
          throw away();
        });
    for (int i = 0; i < 3; i++) {
      assertThat(relay.runOnce()).isZero();
      assertThat(relay.status().lastError()).isEqualTo("expected a broker, found none");
    }
    append(1);
    sink.works();
    assertThat(relay.runOnce()).isEqualTo(4);
    assertThat(relay.runOnce()).isEqualTo(2);
    assertThat(sequences()).isEqualTo(upTo(6));
    assertThat(relay.status().lastError()).isEmpty();
    assertThat(heard.alerts)
        .containsExactly(
            "sink_failed: sink 'archive': expected a broker, found none",
            "sink_recovered: sink 'archive' takes records again");
  }

  @Test
  void runOnce_sinkThatBreaksItsContract_losesNothing() {
    append(1);
    List<ListSink.Answer> broken =
        List.of(
            (batch, refusals) -> -1,
            (batch, refusals) -> batch.size() + 1,
            (batch, refusals) -> {
              throw new IllegalStateException("a bug");
            },
            (batch, refusals) -> {
              refusals.refuse(99, "no such record");
              return 1;
            });
    for (ListSink.Answer answer : broken) {
      sink.answering(answer);
      assertThat(relay.runOnce()).isZero();
      sink.taken.clear();
    }
    assertThat(heard.alerts).hasSize(4).allMatch(alert -> alert.startsWith("sink_failed: "));
    sink.works();
    assertThat(relay.runOnce()).isEqualTo(2);
    assertThat(sequences()).isEqualTo(upTo(2));
  }

  @Test
  void runOnce_kindsThatTheSinkDoesNotTake_arePassedOver() {
    ListSink signals = new ListSink(Delivery.ARCHIVE, RecordKind.SIGNAL);
    ListSink swaps = new ListSink(Delivery.ARCHIVE, RecordKind.SWAP);
    Relay first = relay(signals);
    Relay second = relay(swaps);
    append(3);
    assertThat(first.runOnce()).isEqualTo(6);
    assertThat(second.runOnce()).isEqualTo(6);
    assertThat(signals.signals()).containsExactly("signal 1", "signal 2", "signal 3");
    assertThat(swaps.timeouts).isEmpty();
  }

  @Test
  void run_sinkThatFailsForAWhile_isTriedAgainUntilAllIsOut() throws InterruptedException {
    AtomicInteger tries = new AtomicInteger();
    sink.answering(
        (batch, refusals) -> {
          if (tries.incrementAndGet() < 4) {
            throw away();
          }
          return 1;
        });
    append(2);
    StopSignal stop = new StopSignal();
    Thread thread = new Thread(() -> relay.run(stop), "relay");
    thread.start();
    await().until(() -> sink.taken.size() == 4);
    append(1);
    await().until(() -> sink.taken.size() == 6);
    stop.set();
    thread.join();
    assertThat(sequences()).isEqualTo(upTo(6));
    assertThat(tries.get()).isEqualTo(9);
  }

  @Test
  void drain_sinkThatRecovers_getsEverything() {
    append(3);
    AtomicInteger tries = new AtomicInteger();
    sink.answering(
        (batch, refusals) -> {
          if (tries.incrementAndGet() < 3) {
            throw away();
          }
          return 2;
        });
    assertThat(relay.drain(inNanos(Duration.ofSeconds(30)))).isZero();
    assertThat(sequences()).isEqualTo(upTo(6));
  }

  @Test
  void drain_sinkThatStaysAway_givesUpAtTheDeadline() {
    append(3);
    sink.answering((batch, refusals) -> 0);
    assertThat(relay.drain(inNanos(Duration.ofMillis(120)))).isEqualTo(6);
    assertThat(sink.timeouts)
        .isNotEmpty()
        .allMatch(timeout -> timeout.compareTo(Duration.ofMillis(120)) <= 0);
  }

  @Test
  void drain_threadStuckInTheSink_isLeftAlone() throws InterruptedException {
    append(2);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    sink.answering(
        (batch, refusals) -> {
          inside.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return batch.size();
        });
    StopSignal stop = new StopSignal();
    Thread thread = new Thread(() -> relay.run(stop), "relay");
    thread.start();
    inside.await();
    stop.set();
    assertThat(relay.drain(inNanos(Duration.ofSeconds(30)))).isEqualTo(4);
    release.countDown();
    thread.join();
    assertThat(sequences()).isEqualTo(upTo(4));
    assertThat(relay.drain(inNanos(Duration.ofSeconds(30)))).isZero();
  }
}
