package io.tickcast.benchmarks.trees;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the steps through 300 trees of depth 6 cost on this machine, and nothing else: one {@code
 * long} for a node, a level of all trees after the other, nodes and the keys of a few rows at
 * random. No model, no keys to make, no leaves to add. Times of one machine say little on another;
 * how many times this a prediction takes does.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class BareWalkBenchmark {
  private static final int TREES = 300;
  private static final int DEPTH = 6;
  private static final int KEYS = 220;

  /** So few that their keys stay in the nearest cache but one. */
  private static final int ROWS = 16;

  private static final int LOW_BITS = 31;
  private static final int SLOT = (1 << 16) - 1;
  private static final long SEED = 42;

  private final long[][] levels = new long[DEPTH][];
  private final long[][] rows = new long[ROWS][KEYS];
  private final int[] places = new int[TREES];
  private int next;

  /** Draws nodes and rows. */
  @Setup
  public void draw() {
    Random random = new Random(SEED);
    for (int level = 0; level < DEPTH; level++) {
      levels[level] = new long[TREES << level];
      for (int i = 0; i < levels[level].length; i++) {
        levels[level][i] = ((long) random.nextInt() << LOW_BITS) + random.nextInt(KEYS);
      }
    }
    for (long[] row : rows) {
      for (int i = 0; i < KEYS; i++) {
        row[i] = ((long) random.nextInt() << LOW_BITS) + (1L << LOW_BITS) - 1;
      }
    }
  }

  /**
   * The steps of the next row.
   *
   * @return where they end
   */
  @Benchmark
  public int[] walk() {
    next = next + 1 & ROWS - 1;
    for (int tree = 0; tree < TREES; tree++) {
      places[tree] = tree;
    }
    for (long[] level : levels) {
      step(level, rows[next], places);
    }
    return places;
  }

  private static void step(long[] level, long[] keys, int[] places) {
    for (int tree = 0; tree < TREES; tree++) {
      int place = places[tree];
      long node = level[place];
      places[tree] = 2 * place + (int) (keys[(int) node & SLOT] - node >>> Long.SIZE - 1);
    }
  }
}
