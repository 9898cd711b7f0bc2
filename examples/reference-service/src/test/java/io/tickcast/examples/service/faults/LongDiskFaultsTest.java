package io.tickcast.examples.service.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.journal.JournalRepair;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the disk is torn, damaged, or has no room. */
@Tag("faults")
class LongDiskFaultsTest {
  private static final int TIMES = 6;

  private static FaultServers servers;
  @TempDir private Path folder;
  private final Random random = new Random(29);

  @BeforeAll
  static void start() {
    servers = FaultServers.direct();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  /** Something that is done to the last record, which nothing says to have been on the device. */
  private interface Damage {
    void befall(JournalTail last) throws Exception;
  }

  private void tail(String name, String injected, Damage damage) throws Exception {
    try (Trial trial = Trial.under(servers, folder, name)) {
      int done = 0;
      while (done < TIMES) {
        trial.desk.awaitSignals(20);
        LockSupport.parkNanos(random.nextInt(200_000_000));
        trial.service().kill();
        trial.desk.rest();
        JournalTail last = JournalTail.last(trial.journal);
        boolean fits = last.type() == JournalTail.DELIVERY && !last.isProven(trial.journal);
        if (fits) {
          damage.befall(last);
        }
        trial.startAgain();
        if (fits) {
          done++;
          String line = trial.service().awaitSaid("cut [0-9]+ bytes off the end");
          Report.wordsOnce(done, injected, line);
        }
        trial.load();
      }
      trial.assertNothingLost(injected, done);
    }
  }

  @Test
  void tail_tornAnywhere_isCutOffAndNothingIsLost() throws Exception {
    tail("torn", "last record torn", last -> last.keep(1 + random.nextInt(last.length() - 9)));
  }

  @Test
  void tail_bitFlippedAnywhere_isCutOffAndNothingIsLost() throws Exception {
    tail(
        "flipped_tail",
        "bit flipped in the last record",
        last -> last.flip(random.nextInt(last.length()), random.nextInt(8)));
  }

  /** Whatever is proven to have been there is missed, and a person decides. */
  @Test
  void middle_bitFlipped_isRefusedByNameAndRepaired() throws Exception {
    try (Trial trial = Trial.under(servers, folder, "flipped_middle")) {
      for (int i = 0; i < TIMES / 2; i++) {
        trial.desk.awaitSignals(200);
        trial.desk.rest();
        trial.service().awaitArchived();
        trial.service().kill();
        long last = JournalTail.last(trial.journal).sequence();
        JournalTail damaged = JournalTail.find(trial.journal, last - 50 - random.nextInt(100));
        damaged.flip(random.nextInt(damaged.length()), random.nextInt(8));
        ServiceProcess refused = trial.start();
        assertThat(refused.awaitEnd()).isEqualTo(1);
        String line = refused.awaitSaid("error: expected a whole journal");
        assertThat(line).contains("at offset " + damaged.offset(), "tickcast journal repair");
        Report.wordsOnce(i + 1, "bit flipped in the middle", line);
        assertThat(JournalRepair.run(trial.journal).damages()).isNotEmpty();
        // Positions are those of the place of the damage, until the fills come again.
        trial.start().awaitReady();
        trial.desk.deliverFillsAgain();
        trial.load();
      }
      trial.assertNothingLost("bit flipped in the middle, then `journal repair`", TIMES / 2);
    }
  }

  /** Archives are away until the quota is used up: exits, then nothing; then all by itself. */
  @Test
  void quota_usedUp_holdsAndGoesOnByItself() throws Exception {
    String small = ", quota_bytes: 16MiB, record_inputs: true";
    try (Trial trial = Trial.with(servers, folder, "quota", servers.natsUrl(), small)) {
      servers.kafka.kill();
      ServiceProcess service = trial.service();
      String line = service.awaitSaid("not ready to trade: .*the quota of [0-9]+ bytes");
      Report.words("quota of the journal used up", line);
      servers.kafka.restart();
      trial.desk.awaitTrading();
      trial.assertNothingLost("quota of the journal used up, archives back", 1);
    }
  }

  /** A file system of its own, of 20 MiB: the device itself is full. */
  @Test
  void device_full_holdsAndGoesOnByItself() throws Exception {
    String small = ", min_free_bytes: 4KiB, record_inputs: true";
    SmallDisk disk = new SmallDisk("size=20m");
    Optional<String> obstacle = disk.obstacle(folder.resolve("mount"));
    if (obstacle.isPresent()) {
      assertThat(obstacle.get()).isNotBlank();
      Report.words("device full", "not injected, expected a mount of our own: " + obstacle.get());
      return;
    }
    try (Trial trial = Trial.on(disk, servers, folder, "device", small)) {
      servers.kafka.kill();
      ServiceProcess service = trial.service();
      String line = service.awaitSaid("not ready to trade: .*the device ");
      Report.words("device full", line);
      servers.kafka.restart();
      trial.desk.awaitTrading();
      trial.assertNothingLost("device of the journal full, archives back", 1);
    }
  }
}
