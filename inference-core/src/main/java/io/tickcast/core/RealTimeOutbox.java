package io.tickcast.core;

import io.tickcast.api.RecordKind;
import io.tickcast.api.SinkBatch;
import io.tickcast.api.Timeframe;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.UUID;

/**
 * Hands a lane's signals to one real-time sink. What the sink does not take at once waits here, in
 * order, and goes out while it is valid. <i>Confined</i> to the lane.
 */
final class RealTimeOutbox {
  private static final int CAPACITY = 4_096;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final SinkTap sink;
  private final Reporter reporter;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private final One one = new One();

  private record Waiting(
      Series series, long idHigh, long idLow, byte[] signal, long validUntilMillis) {}

  RealTimeOutbox(SinkTap sink, Reporter reporter) {
    this.sink = sink;
    this.reporter = reporter;
  }

  /** Publishes a signal now, or later while it is valid. */
  void publish(Decision decision) {
    one.set(decision.series, decision.idHigh, decision.idLow, decision.signal);
    if (waiting.isEmpty() && sink.write(one, Duration.ZERO) == 1) {
      return;
    }
    if (waiting.size() == CAPACITY) {
      forget(waiting.removeFirst(), "expected room for it, found " + CAPACITY + " waiting");
    }
    waiting.addLast(
        new Waiting(
            decision.series,
            decision.idHigh,
            decision.idLow,
            decision.signal,
            decision.validUntilMillis));
    sink.waiting(1);
  }

  /**
   * Tries what waits again.
   *
   * @return how many went out or expired
   */
  int retry(long nowNanos) {
    int done = 0;
    while (!waiting.isEmpty()) {
      Waiting next = waiting.peekFirst();
      if (next.validUntilMillis() < nowNanos / NANOS_PER_MILLI) {
        forget(next, "expected it out while valid, found it expired");
      } else {
        one.set(next.series(), next.idHigh(), next.idLow(), next.signal());
        if (sink.write(one, Duration.ZERO) == 0) {
          return done;
        }
        sink.waiting(-1);
      }
      waiting.removeFirst();
      done++;
    }
    return done;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Gives up what waits, and says so; the engine closes. */
  void abandon() {
    while (!waiting.isEmpty()) {
      forget(waiting.removeFirst(), "expected it out before the engine closed, found it waiting");
    }
  }

  private void forget(Waiting lost, String why) {
    sink.waiting(-1);
    reporter.alert(
        "signal_not_delivered",
        "sink '"
            + sink.name
            + "': signal "
            + new UUID(lost.idHigh(), lost.idLow())
            + " of "
            + lost.series().symbol
            + ": "
            + why);
  }

  /** A batch of one signal, reused. */
  private static final class One implements SinkBatch {
    private Series series = new Series("", "", Timeframe.M1, 0);
    private long idHigh;
    private long idLow;
    private long sequence;
    private byte[] signal = Decision.NO_SIGNAL;

    private void set(Series of, long high, long low, byte[] bytes) {
      series = of;
      idHigh = high;
      idLow = low;
      signal = bytes;
      sequence++;
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public RecordKind kind(int index) {
      return RecordKind.SIGNAL;
    }

    @Override
    public long sequence(int index) {
      return sequence;
    }

    @Override
    public String symbol(int index) {
      return series.symbol;
    }

    @Override
    public Timeframe timeframe(int index) {
      return series.timeframe;
    }

    @Override
    public long idHigh(int index) {
      return idHigh;
    }

    @Override
    public long idLow(int index) {
      return idLow;
    }

    @Override
    public byte[] value(int index) {
      return signal;
    }
  }
}
