package io.tickcast.core;

import io.tickcast.api.RecordKind;
import io.tickcast.api.Refusals;
import io.tickcast.api.SinkBatch;
import io.tickcast.api.Timeframe;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;

/**
 * Hands a lane's signals to one real-time sink. What the sink does not take at once waits here, in
 * order, and goes out while it is valid. <i>Confined</i> to the lane.
 */
final class RealTimeOutbox {
  private static final int CAPACITY = 4_096;

  /**
   * So many signals go to the sink together at most. While bars wait for the lane, its client wakes
   * up once for all of them, and sends them in one piece.
   */
  private static final int BURST = 32;

  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final SinkTap sink;
  private final Reporter reporter;
  private final ArrayDeque<WaitingSignal> waiting = new ArrayDeque<>();
  private final Burst burst = new Burst();
  private final BitSet refused = new BitSet(BURST);
  private final Refusals refusals = (index, reason) -> refused.set(index);
  private final DeliveryNotes notes;
  private final Journal.Writer journal;

  RealTimeOutbox(SinkTap sink, Reporter reporter, Journal.Writer journal) {
    this.sink = sink;
    this.reporter = reporter;
    this.journal = journal;
    this.notes = new DeliveryNotes(sink.name);
  }

  /**
   * Publishes a signal with the next {@link #flush}, or later while it is valid.
   *
   * @param sequence of its record
   */
  void publish(Decision decision, long sequence) {
    Series series = decision.series;
    if (sequence <= journal.publishable() && waiting.isEmpty()) {
      burst.add(
          series.symbol,
          series.timeframe,
          decision.idHigh,
          decision.idLow,
          decision.validUntilMillis,
          decision.signal);
      if (burst.size() == BURST) {
        flush();
      }
      return;
    }
    flush();
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

  /** Hands the signals since the last call to the sink; what it does not take waits. */
  void flush() {
    if (burst.size() == 0) {
      return;
    }
    int finished = write();
    for (int i = 0; i < burst.size(); i++) {
      if (i < finished) {
        finished(i);
      } else {
        await(burst.waiting(sink.name, i));
      }
    }
    burst.clear();
  }

  private int write() {
    refused.clear();
    return sink.write(burst, Duration.ZERO, refusals);
  }

  /** Notes whether the sink took a signal of the burst, or refused it for good. */
  private void finished(int index) {
    if (refused.get(index)) {
      notes.givenUp(burst.idHigh(index), burst.idLow(index));
    } else {
      notes.taken(burst.idHigh(index), burst.idLow(index));
    }
    recordWhenFull();
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
        if (!write(next)) {
          return done;
        }
        sink.waiting(-1);
      }
      waiting.removeFirst();
      done++;
    }
    return done;
  }

  private boolean write(WaitingSignal next) {
    burst.add(
        next.symbol(),
        next.timeframe(),
        next.idHigh(),
        next.idLow(),
        next.validUntilMillis(),
        next.signal());
    boolean finished = write() == 1;
    if (finished) {
      finished(0);
    }
    burst.clear();
    return finished;
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

  /** Signals on their way to the sink, in arrays that are used again. */
  private static final class Burst implements SinkBatch {
    private final String[] symbols = new String[BURST];
    private final Timeframe[] timeframes = new Timeframe[BURST];
    private final long[] idsHigh = new long[BURST];
    private final long[] idsLow = new long[BURST];
    private final long[] validUntil = new long[BURST];
    private final byte[][] signals = new byte[BURST][];
    private long firstSequence = 1;
    private int count;

    private void add(
        String symbol, Timeframe timeframe, long high, long low, long validUntilMillis, byte[] of) {
      symbols[count] = symbol;
      timeframes[count] = timeframe;
      idsHigh[count] = high;
      idsLow[count] = low;
      validUntil[count] = validUntilMillis;
      signals[count] = of;
      count++;
    }

    private WaitingSignal waiting(String sink, int index) {
      return new WaitingSignal(
          sink,
          symbols[index],
          timeframes[index],
          idsHigh[index],
          idsLow[index],
          validUntil[index],
          0,
          signals[index]);
    }

    private void clear() {
      firstSequence += count;
      count = 0;
    }

    @Override
    public int size() {
      return count;
    }

    @Override
    public RecordKind kind(int index) {
      return RecordKind.SIGNAL;
    }

    @Override
    public long sequence(int index) {
      return firstSequence + index;
    }

    @Override
    public String symbol(int index) {
      return symbols[index];
    }

    @Override
    public Timeframe timeframe(int index) {
      return timeframes[index];
    }

    @Override
    public long idHigh(int index) {
      return idsHigh[index];
    }

    @Override
    public long idLow(int index) {
      return idsLow[index];
    }

    @Override
    public byte[] value(int index) {
      return signals[index];
    }
  }
}
