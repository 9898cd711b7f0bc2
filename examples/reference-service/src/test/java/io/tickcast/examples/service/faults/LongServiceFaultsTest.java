package io.tickcast.examples.service.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickcast.servers.NatsServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service is killed at every stage of a record's life. */
@Tag("faults")
class LongServiceFaultsTest {
  private static final int RANDOM_KILLS = 25;
  private static final int KILLS_AT_A_STAGE = 5;

  private static FaultServers servers;
  @TempDir private Path folder;
  private final Random random = new Random(17);

  @BeforeAll
  static void start() {
    servers = FaultServers.direct();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  /** At any moment, so also between the steps that take microseconds. */
  @Test
  void kill_atRandomUnderLoad_losesNothing() throws Exception {
    try (Trial trial = Trial.under(servers, folder, "kill")) {
      for (int i = 0; i < RANDOM_KILLS; i++) {
        trial.desk.awaitSignals(10);
        LockSupport.parkNanos(random.nextInt(2_000_000_000));
        trial.service().kill();
        trial.desk.rest();
        trial.startAgain();
        trial.load();
      }
      trial.assertNothingLost("service killed at random under load", RANDOM_KILLS);
    }
  }

  /** A frozen service has bars in its sockets, and they are in no record. */
  @Test
  void kill_beforeTheAppend_losesNothingThatLeft() throws Exception {
    try (Trial trial = Trial.under(servers, folder, "before_append")) {
      for (int i = 0; i < KILLS_AT_A_STAGE; i++) {
        trial.desk.awaitSignals(20);
        trial.service().freeze();
        int heard = trial.desk.heard().size();
        int sent = trial.desk.bars();
        await().atMost(Desk.PATIENCE).until(() -> trial.desk.bars() > sent + 40);
        trial.desk.rest();
        // What was on its way when it froze.
        assertThat(trial.desk.heard().size()).isLessThan(heard + 20);
        trial.service().kill();
        trial.startAgain();
        trial.load();
      }
      trial.assertNothingLost(
          "service frozen with bars before it, then killed: before the append", 5);
    }
  }

  /** Signals have a server of their own, which is away: what is decided is recorded and waits. */
  @Test
  void kill_betweenAppendAndPublish_publishesAtTheNextStart() throws Exception {
    try (NatsServer forSignals = NatsServer.start();
        Trial trial = Trial.with(servers, folder, "before_publish", forSignals.url(), "")) {
      for (int i = 0; i < KILLS_AT_A_STAGE; i++) {
        trial.desk.awaitSignals(20);
        forSignals.kill();
        int before = trial.desk.heard().size();
        int sent = trial.desk.bars();
        await().atMost(Desk.PATIENCE).until(() -> trial.desk.bars() > sent + 200);
        trial.desk.rest();
        trial.service().kill();
        forSignals.restart();
        trial.desk.awaitConnected();
        trial.start().awaitReady();
        // All of them, but for those that were in the connection when it broke.
        await().atMost(Desk.PATIENCE).until(() -> trial.desk.heard().size() > before + 100);
        trial.desk.deliverFillsAgain();
        trial.load();
      }
      trial.assertNothingLost(
          "signals' server away, service killed: between append and publish", 5);
    }
  }

  /** The note is taken off the journal, which is what a kill before it leaves. */
  @Test
  void kill_betweenPublishAndNote_repeatsTheSignalAsItWas() throws Exception {
    try (Trial trial = Trial.under(servers, folder, "before_note")) {
      int done = 0;
      while (done < KILLS_AT_A_STAGE) {
        trial.desk.awaitSignals(20);
        LockSupport.parkNanos(random.nextInt(200_000_000));
        trial.service().kill();
        trial.desk.rest();
        JournalTail note = JournalTail.last(trial.journal);
        boolean last = note.type() == JournalTail.DELIVERY && !note.isProven(trial.journal);
        List<String> noted = last ? note.noted() : List.of();
        if (!noted.isEmpty()) { // else of signals that came too late alone
          note.keep(0);
          done++;
        }
        trial.startAgain();
        // Those too that were handed to the client and had not left.
        assertThat(trial.desk.heard().keySet()).containsAll(noted);
        trial.load();
      }
      Tally tally =
          trial.assertNothingLost("service killed between publish and delivery note", done);
      assertThat(tally.againOnNats()).isPositive();
    }
  }

  @Test
  void kill_afterASnapshotOfTheState_bringsThePositionBack() throws Exception {
    try (Trial trial = Trial.under(servers, folder, "snapshot")) {
      await().atMost(Desk.PATIENCE.multipliedBy(2)).until(() -> states(trial) > 0);
      trial.desk.awaitSignals(200);
      trial.service().kill();
      trial.desk.rest();
      trial.startAgain();
      trial.load();
      trial.desk.awaitSignals(50);
      trial.assertNothingLost("service killed between a snapshot, later fills and the next one", 1);
    }
  }

  private static long states(Trial trial) throws Exception {
    return JournalTail.count(trial.journal, JournalTail.SYMBOL_STATE);
  }

  @Test
  void second_processOnTheSameFolder_isRefusedAndHarmsNothing() throws Exception {
    try (Trial trial = Trial.under(servers, folder, "two")) {
      for (int i = 0; i < 3; i++) {
        try (ServiceProcess second = trial.another()) {
          assertThat(second.awaitEnd()).isEqualTo(1);
          Report.wordsOnce(
              i + 1, "two processes on one folder", second.awaitSaid("error: .*in use"));
        }
        trial.desk.awaitSignals(50);
      }
      trial.assertNothingLost("a second process on the same folder", 3);
    }
  }
}
