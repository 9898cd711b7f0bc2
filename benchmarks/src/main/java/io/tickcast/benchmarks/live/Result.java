package io.tickcast.benchmarks.live;

import org.HdrHistogram.Histogram;

/**
 * What one window gave. <i>Immutable.</i>
 *
 * @param bars bars sent, and answered once each
 * @param seconds from the first send to the last answer
 * @param behindSeconds how long after it the archive sinks took to catch up; 0 without any
 * @param latency in microseconds
 * @param lateness of the sends behind their schedule, in microseconds; all 0 in a closed loop
 * @param cpu what was spent for each bar
 */
record Result(
    long bars,
    double seconds,
    double behindSeconds,
    Percentiles latency,
    Percentiles lateness,
    CpuPerBar cpu) {
  /** Answered and on record: what was put off is not won. */
  double barsPerSecond() {
    return bars / (seconds + behindSeconds);
  }

  /**
   * Percentiles in microseconds.
   *
   * @param p50 the median
   * @param p90 nine in ten are not above it
   * @param p99 99 in a hundred are not above it
   * @param p999 999 in a thousand are not above it
   * @param max the longest
   */
  record Percentiles(double p50, double p90, double p99, double p999, double max) {
    private static final double NANOS_PER_MICRO = 1e3;

    static Percentiles of(Histogram nanos) {
      return new Percentiles(
          micros(nanos, 50),
          micros(nanos, 90),
          micros(nanos, 99),
          micros(nanos, 99.9),
          nanos.getMaxValue() / NANOS_PER_MICRO);
    }

    private static double micros(Histogram nanos, double percentile) {
      return nanos.getValueAtPercentile(percentile) / NANOS_PER_MICRO;
    }
  }

  /**
   * Processor time in microseconds for each bar.
   *
   * @param answering the process that answers: the service or the echo
   * @param server the NATS server
   * @param driver the bench itself
   */
  record CpuPerBar(double answering, double server, double driver) {}
}
