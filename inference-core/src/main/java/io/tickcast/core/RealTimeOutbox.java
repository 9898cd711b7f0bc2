package io.tickcast.core;

import io.tickcast.api.RecordKind;
import io.tickcast.api.SinkBatch;
import io.tickcast.api.Timeframe;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
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
  private final ArrayDeque<WaitingSignal> waiting = new ArrayDeque<>();
  private final One one = new One();
  private final DeliveryNotes notes;
  private final Journal.Writer journal;

  RealTimeOutbox(SinkTap sink, Reporter reporter, Journal.Writer journal) {
    this.sink = sink;
    this.reporter = reporter;
    this.journal = journal;
    this.notes = new DeliveryNotes(sink.name);
  }

  /**
   * Publishes a signal now, or later while it is valid.
   *
   * @param sequence of its record
   */
  void publish(Decision decision, long sequence) {
    Series series = decision.series;
    one.set(series.symbol, series.timeframe, decision.idHigh, decision.idLow, decision.signal);
    boolean due = sequence <= journal.publishable();
    if (due && waiting.isEmpty() && sink.write(one, Duration.ZERO) == 1) {
      notes.taken(decision.idHigh, decision.idLow);
      recordWhenFull();
      return;
    }
    await(
        new WaitingSignal(
            sink.name,
            series.symbol,
            series.timeframe,
            decision.idHigh,
            decision.idLow,
            decision.validUntilMillis,
            sequence,
            decision.signal));
  }

  /** Publishes a signal later, while it is valid. */
  void await(WaitingSignal signal) {
    if (waiting.size() == CAPACITY) {
      forget(waiting.removeFirst(), "expected room for it, found " + CAPACITY + " waiting");
    }
    waiting.addLast(signal);
    sink.waiting(1);
  }

  private void recordWhenFull() {
    if (notes.isFull()) {
      record();
    }
  }

  /** Puts what was delivered since the last time into the journal. */
  void record() {
    if (notes.count() > 0) {
      journal.append(notes);
      notes.clear();
    }
  }

  /** What waits of a symbol, oldest first. */
  void addWaiting(String symbol, List<WaitingSignal> to) {
    for (WaitingSignal signal : waiting) {
      if (signal.symbol().equals(symbol)) {
        to.add(signal);
      }
    }
  }

  String sinkName() {
    return sink.name;
  }

  /**
   * Tries what waits again.
   *
   * @return how many went out or expired
   */
  int retry(long nowNanos) {
    int done = 0;
    while (!waiting.isEmpty()) {
      WaitingSignal next = waiting.peekFirst();
      if (next.sequence() > journal.publishable()) {
        return done;
      }
      if (next.validUntilMillis() < nowNanos / NANOS_PER_MILLI) {
        forget(next, "expected it out while valid, found it expired");
      } else {
        one.set(next.symbol(), next.timeframe(), next.idHigh(), next.idLow(), next.signal());
        if (sink.write(one, Duration.ZERO) == 0) {
          return done;
        }
        notes.taken(next.idHigh(), next.idLow());
        recordWhenFull();
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

  /** Says what still waits; the engine closes, and its journal remembers it. */
  void abandon() {
    while (!waiting.isEmpty()) {
      tell(waiting.removeFirst(), "expected it out before the engine closed, found it waiting");
    }
  }

  private void forget(WaitingSignal lost, String why) {
    notes.givenUp(lost.idHigh(), lost.idLow());
    recordWhenFull();
    tell(lost, why);
  }

  private void tell(WaitingSignal lost, String why) {
    sink.waiting(-1);
    reporter.alert(
        "signal_not_delivered",
        "sink '"
            + sink.name
            + "': signal "
            + new UUID(lost.idHigh(), lost.idLow())
            + " of "
            + lost.symbol()
            + ": "
            + why);
  }

  /** A batch of one signal, reused. */
  private static final class One implements SinkBatch {
    private String symbol = "";
    private Timeframe timeframe = Timeframe.M1;
    private long idHigh;
    private long idLow;
    private long sequence;
    private byte[] signal = Decision.NO_SIGNAL;

    private void set(String of, Timeframe on, long high, long low, byte[] bytes) {
      symbol = of;
      timeframe = on;
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
      return symbol;
    }

    @Override
    public Timeframe timeframe(int index) {
      return timeframe;
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
