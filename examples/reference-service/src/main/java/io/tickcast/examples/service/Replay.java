package io.tickcast.examples.service;

import io.tickcast.api.SourceState;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.RecordedSource;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Drives an open engine by hand through a recording, on the calling thread: with threads of its own
 * the recording's clock would run ahead of the bars that still wait.
 */
final class Replay {
  private static final long IDLE_NANOS = 2_000_000L;

  private Replay() {}

  /**
   * Runs until the recording has ended and everything of it is done, or somebody stops it.
   *
   * @param engine opened, without threads
   * @param source the engine's only source
   * @param termination ends it early
   * @param progress hears how many steps were made
   * @param wanted whether anybody still looks
   */
  static void run(
      InferenceEngine engine,
      RecordedSource source,
      Termination termination,
      LongConsumer progress,
      BooleanSupplier wanted)
      throws InterruptedException {
    long steps = 0;
    while (!termination.isRequested() && wanted.getAsBoolean()) {
      boolean ended = source.state() == SourceState.ENDED;
      int work = engine.runOnce();
      if (work == 0 && ended) {
        return;
      }
      if (work == 0) {
        termination.await(IDLE_NANOS);
      }
      progress.accept(++steps);
    }
  }
}
