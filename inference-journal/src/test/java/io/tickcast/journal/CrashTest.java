package io.tickcast.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * The power goes at every moment, and leaves anything that it may leave: a log opens again with all
 * that was durable and a prefix of the rest, and goes on.
 */
class CrashTest {
  private static final int COARSE_PAGE = 2_048;
  private static final int FINE_PAGE = 256;
  private static final int MOST_COMBINATIONS = 20_000;

  /** A short life with everything in it: a roll, two forces, a cursor, a release. */
  private static void script(Life life, SegmentLog log, LogCursor cursor) {
    for (int i = 0; i < 3; i++) {
      life.append(log, 2_500);
    }
    life.force(log);
    life.append(log, 3_900);
    life.append(log, 10);
    life.advance(cursor, 5);
    life.append(log, 3_000);
    life.force(log);
    life.advance(cursor, 7);
    life.append(log, 3_000);
    life.append(log, 500);
    log.maintain();
    life.release(log, cursor, 6);
    life.append(log, 2_000);
  }

  /** A life in which a segment is made of a released one, and used. */
  private static void reusingScript(Life life, SegmentLog log, LogCursor cursor) {
    for (int i = 0; i < 4; i++) {
      life.append(log, 3_900);
    }
    life.force(log);
    life.advance(cursor, 4);
    log.maintain();
    life.release(log, cursor, 4);
    for (int i = 0; i < 3; i++) {
      life.append(log, 3_900);
    }
    log.maintain();
    life.force(log);
    for (int i = 0; i < 4; i++) {
      life.append(log, 3_900);
    }
    life.append(log, 1_000);
    life.force(log);
    life.append(log, 2_000);
  }

  private static void shortScript(Life life, SegmentLog log) {
    life.append(log, 2_500);
    life.append(log, 3_000);
    life.force(log);
    life.append(log, 700);
  }

  /** What a life does until it is cut short. */
  private interface Script {
    void run(Life life, SegmentLog log, LogCursor cursor);
  }

  /** Runs a script up to a step, and returns what was promised; null when it came to its end. */
  private static Life crashed(LossyFiles files, int step, Script script) {
    files.faults.offAtStep = step;
    Life life = new Life(Life.SMALL);
    return life.live(files, (log, cursor) -> script.run(life, log, cursor)) ? null : life;
  }

  @Test
  void crash_atEveryStepWithEverySubset_keepsThePromise() {
    assertThat(statesAfterCrashes(CrashTest::script, 60)).isGreaterThan(1_000);
  }

  @Test
  void crash_atEveryStepOfReuseWithEverySubset_keepsThePromise() {
    assertThat(statesAfterCrashes(CrashTest::reusingScript, 60)).isGreaterThan(1_000);
  }

  @Test
  void crash_never_hasReusedASegment() {
    LossyFiles files = new LossyFiles(COARSE_PAGE);
    assertThat(crashed(files, Integer.MAX_VALUE, CrashTest::reusingScript)).isNull();
    assertThat(ByteBuffer.wrap(files.bytes(FileNames.segment(4))).getLong(48)).isOne();
  }

  private static long statesAfterCrashes(Script script, int leastSteps) {
    long states = 0;
    int step = 1;
    LossyFiles files = new LossyFiles(COARSE_PAGE);
    for (Life life = crashed(files, step, script);
        life != null;
        life = crashed(files, step, script)) {
      states += everySubset(files, life);
      step++;
      files = new LossyFiles(COARSE_PAGE);
    }
    assertThat(step).isGreaterThan(leastSteps);
    return states;
  }

  private static long everySubset(LossyFiles files, Life life) {
    EveryChoice choices = new EveryChoice();
    long states = 0;
    do {
      LossyFiles left = files.afterCrash(choices);
      Life after = life.copy();
      boolean ended = after.live(left, (log, cursor) -> shortScript(after, log));
      assertThat(ended).isTrue();
      assertThat(after.live(left.afterCrash(Chooser.NOTHING_MORE), (log, cursor) -> {})).isTrue();
      states++;
      assertThat(states).isLessThan(MOST_COMBINATIONS);
    } while (choices.next());
    return states;
  }

  @Test
  void crash_duringRecoveryAtEveryStep_keepsThePromise() {
    Random random = new Random(11);
    int crashes = 0;
    for (Script script : List.<Script>of(CrashTest::script, CrashTest::reusingScript)) {
      for (int step = 1; step < 80; step++) {
        LossyFiles files = new LossyFiles(FINE_PAGE);
        Life life = crashed(files, step, script);
        if (life == null) {
          break;
        }
        crashes += crashesOfRecovery(files, life, random);
      }
    }
    assertThat(crashes).isGreaterThan(1_000);
  }

  private static int crashesOfRecovery(LossyFiles files, Life life, Random random) {
    int second = 1;
    boolean ended = false;
    while (!ended) {
      LossyFiles left = files.afterCrash(random::nextInt);
      left.faults.offAtStep = second++;
      Life after = life.copy();
      ended = after.live(left, (log, cursor) -> shortScript(after, log));
      LossyFiles again = left.afterCrash(random::nextInt);
      assertThat(after.live(again, (log, cursor) -> shortScript(after, log))).isTrue();
    }
    return second;
  }

  @Property(tries = 400)
  void crash_againAndAgainInRandomLives_keepsThePromise(@ForAll long seed) {
    assertThat(randomLives(seed).written()).isNotNegative();
  }

  /**
   * Six lives in each of which the power may go, and one to look at the end.
   *
   * @return what was promised, and has been kept
   */
  static Life randomLives(long seed) {
    Random random = new Random(seed);
    Life life = new Life(Life.SMALL);
    LossyFiles files = new LossyFiles(random.nextBoolean() ? FINE_PAGE : 64);
    for (int i = 0; i < 6; i++) {
      files.faults.offAtStep = 1 + random.nextInt(random.nextBoolean() ? 30 : 300);
      files.faults.mostWritten = random.nextInt(4) == 0 ? 1_000 : Integer.MAX_VALUE;
      files.faults.mostRead = random.nextInt(4) == 0 ? 1_000 : Integer.MAX_VALUE;
      life.live(files, (log, cursor) -> randomWork(life, log, cursor, random));
      files = files.afterCrash(chooser(random));
    }
    assertThat(life.live(files, (log, cursor) -> {})).isTrue();
    assertThat(life.lives()).isEqualTo(7);
    return life;
  }

  private static Chooser chooser(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Chooser.NOTHING_MORE;
      case 1 -> Chooser.EVERYTHING;
      default -> random::nextInt;
    };
  }

  private static void randomWork(Life life, SegmentLog log, LogCursor cursor, Random random) {
    for (int i = 0; i < 60; i++) {
      switch (random.nextInt(12)) {
        case 0, 1 -> life.force(log);
        case 2 -> life.advance(cursor, 1 + random.nextInt((int) life.written() + 1));
        case 3 -> log.maintain();
        case 4 -> life.release(log, cursor, 1 + random.nextInt((int) life.written() + 1));
        default -> life.append(log, random.nextInt(random.nextBoolean() ? 40 : 4_000));
      }
    }
  }

  @Test
  void forceThatForgets_processStartsAgain_writesAllOnceMore() {
    LossyFiles files = new LossyFiles(FINE_PAGE);
    Life life = new Life(Life.SMALL);
    files.faults.forgetsWhatItFailedToForce = true;
    try {
      life.live(
          files,
          (log, cursor) -> {
            shortScript(life, log);
            files.faults.force = Faults.failsFrom(1, "device error");
            life.force(log);
          });
    } catch (io.tickcast.api.InferenceException e) {
      assertThat(e).hasMessageContaining("device error");
    }
    files.endOfProcess();
    assertThat(life.live(files, (log, cursor) -> life.force(log))).isTrue();
    assertThat(life.written()).isEqualTo(3);
    assertThat(life.live(files.afterCrash(Chooser.NOTHING_MORE), (log, cursor) -> {})).isTrue();
  }
}
