package io.tickcast.benchmarks.trees;

import java.util.Arrays;

/**
 * A model in a library with rows to predict, once both were seen to predict what this project does.
 * <i>Confined.</i>
 */
final class Trial implements AutoCloseable {
  /** How many rows are predicted in turn, a power of two. */
  static final int ROWS = 2_048;

  /** Sums and exponentials of 32 bits differ by so much; another tree, by far more. */
  private static final double TOLERANCE = 2e-6;

  private final Engine engine;
  private int next;

  private Trial(Engine engine) {
    this.engine = engine;
  }

  /**
   * Loads a model.
   *
   * @throws IllegalStateException when the library predicts something else for any of the rows
   */
  static Trial open(Subject subject, Kind kind) {
    if (kind == Kind.LIGHTGBM) {
      LightgbmEngine.loadLibraries();
    }
    float[][] all = Rows.all();
    float[][] rows = Arrays.copyOf(all, ROWS);
    Engine engine = kind.open(subject.file(kind, all), rows, subject.classes());
    if (kind != Kind.TICKCAST) {
      byte[] file = subject.file(Kind.TICKCAST, all);
      try (Engine ours = Kind.TICKCAST.open(file, rows, subject.classes())) {
        compare(subject, kind, ours, engine);
      }
    }
    return new Trial(engine);
  }

  private static void compare(Subject subject, Kind kind, Engine ours, Engine peer) {
    for (int row = 0; row < ROWS; row++) {
      ours.predict(row);
      peer.predict(row);
      compare(subject, kind, row, ours.probabilities(), peer.probabilities());
    }
    if (!(peer instanceof BatchEngine batch)) {
      return;
    }
    batch.predictBatch();
    for (int row = 0; row < BatchEngine.BATCH; row++) {
      ours.predict(row);
      compare(subject, kind, row, ours.probabilities(), batch.probabilities(row));
    }
  }

  private static void compare(
      Subject subject, Kind kind, int row, double[] expected, double[] found) {
    boolean same = expected.length == found.length;
    for (int c = 0; same && c < expected.length; c++) {
      same = Math.abs(expected[c] - found[c]) <= TOLERANCE;
    }
    if (!same) {
      throw new IllegalStateException(
          subject.code()
              + ": expected "
              + Arrays.toString(expected)
              + " of "
              + kind.code()
              + " for row "
              + row
              + ", found "
              + Arrays.toString(found));
    }
  }

  /** Predicts the next row. */
  Object predict() {
    next = next + 1 & ROWS - 1;
    return engine.predict(next);
  }

  /** The engine itself. */
  Engine engine() {
    return engine;
  }

  @Override
  public void close() {
    engine.close();
  }
}
