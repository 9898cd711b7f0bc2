package io.tickcast.benchmarks.live;

import java.time.Duration;
import java.util.stream.LongStream;

/**
 * Reads the processor time of the processes of a window. Systems count it in steps of 10 ms, which
 * is little for a window of seconds. <i>Immutable.</i>
 *
 * @param answering the process id of who answers
 * @param server that of the NATS server
 * @param driver that of the bench
 */
record CpuMeter(long answering, long server, long driver) {
  static CpuMeter of(long answering, long server) {
    return new CpuMeter(answering, server, ProcessHandle.current().pid());
  }

  /** The processor time up to now, in nanoseconds: answering, server, driver. */
  long[] read() {
    return LongStream.of(answering, server, driver).map(CpuMeter::nanos).toArray();
  }

  private static long nanos(long processId) {
    return ProcessHandle.of(processId)
        .flatMap(process -> process.info().totalCpuDuration())
        .map(Duration::toNanos)
        .orElse(0L);
  }

  /** What each of some bars took between two readings. */
  static Result.CpuPerBar perBar(long[] before, long[] after, long bars) {
    double perMicro = 1e3 * bars;
    return new Result.CpuPerBar(
        (after[0] - before[0]) / perMicro,
        (after[1] - before[1]) / perMicro,
        (after[2] - before[2]) / perMicro);
  }
}
