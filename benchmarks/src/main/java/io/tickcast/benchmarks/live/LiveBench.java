package io.tickcast.benchmarks.live;

/** The bench from end to end: bars over a real NATS server, beside an echo. */
public final class LiveBench {
  private LiveBench() {}

  /**
   * Runs the command {@code ./tickcast bench}.
   *
   * @param args its options
   * @return the exit code: 0 done, 1 failed, 2 usage
   */
  public static int run(String... args) {
    return BenchCommand.run(args);
  }
}
