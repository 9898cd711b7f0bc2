package io.tickcast.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link CrashTest} at length: every durable record is there after every loss of power. */
@Tag("faults")
class PowerLossFaultsTest {
  private static final int JOURNALS = 10_000;
  private static final String FOLDER = System.getenv().getOrDefault("TICKCAST_FAULTS", "");

  @Test
  void power_lostAtAnyStepOfManyLives_losesNothingThatWasDurable() throws IOException {
    Random seeds = new Random(31);
    int losses = 0;
    long appended = 0;
    for (int i = 0; i < JOURNALS; i++) {
      Life life = CrashTest.randomLives(seeds.nextLong());
      losses += life.powerLosses();
      appended += life.appended();
    }
    assertThat(losses).isGreaterThan(JOURNALS);
    assertThat(appended).isGreaterThan(losses);
    if (!FOLDER.isEmpty()) {
      Files.writeString(
          Path.of(FOLDER, "counts"),
          String.format(
              Locale.ROOT,
              "| power lost: journals that lose any part of what was not forced, %,d records"
                  + " | %,d | - | - | - | - | - | - | 0 | 0 |%n",
              appended,
              losses),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }
}
