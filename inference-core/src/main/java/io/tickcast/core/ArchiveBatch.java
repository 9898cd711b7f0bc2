package io.tickcast.core;

import io.tickcast.api.RecordKind;
import io.tickcast.api.SinkBatch;
import io.tickcast.api.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Records on their way to one archive sink. <i>Confined</i> to its relay. */
final class ArchiveBatch implements SinkBatch {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final Set<RecordKind> kinds;
  private final PredictionEncoder predictions = new PredictionEncoder();
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(
      long sequence,
      RecordKind kind,
      String symbol,
      Timeframe timeframe,
      long idHigh,
      long idLow,
      long decidedAtNanos,
      byte[] value) {}

  ArchiveBatch(Set<RecordKind> kinds) {
    this.kinds = Set.copyOf(kinds);
  }

  boolean takes(RecordKind kind) {
    return kinds.contains(kind);
  }

  /** Adds the signal of a decision, when the sink takes signals and there is one. */
  void add(long sequence, DecisionCodec.Head head) {
    if (head.signal().length > 0 && takes(RecordKind.SIGNAL)) {
      entries.add(
          new Entry(
              sequence,
              RecordKind.SIGNAL,
              head.symbol(),
              head.timeframe(),
              head.idHigh(),
              head.idLow(),
              head.decidedAtNanos(),
              head.signal()));
    }
  }

  /** Adds a record, when it is of a kind that the sink takes and there is something to say. */
  void add(long sequence, RecordKind kind, DecisionRecord record) {
    Decision decision = record.decision;
    boolean empty = kind == RecordKind.SIGNAL && decision.signal.length == 0;
    if (empty || !takes(kind)) {
      return;
    }
    boolean signal = kind == RecordKind.SIGNAL;
    UUID signalId = new UUID(decision.idHigh, decision.idLow);
    UUID id = signal ? signalId : PredictionEncoder.predictionId(signalId, record.challenger);
    entries.add(
        new Entry(
            sequence,
            kind,
            decision.series.symbol,
            decision.series.timeframe,
            id.getMostSignificantBits(),
            id.getLeastSignificantBits(),
            decision.decidedAtNanos,
            signal ? decision.signal : predictions.encode(record)));
  }

  /** Adds what happened to a model. */
  void add(long sequence, ModelEvent event) {
    if (takes(RecordKind.SWAP)) {
      entries.add(
          new Entry(
              sequence,
              RecordKind.SWAP,
              event.symbol(),
              event.timeframe(),
              event.id().getMostSignificantBits(),
              event.id().getLeastSignificantBits(),
              event.createdAtMillis() * NANOS_PER_MILLI,
              event.json()));
    }
  }

  /** A record as a dead letter. */
  DeadLetter letter(int index, String sink, long refusedAtMillis, String reason) {
    Entry entry = entries.get(index);
    return new DeadLetter(
        0,
        sink,
        entry.kind(),
        entry.symbol(),
        entry.timeframe(),
        new UUID(entry.idHigh(), entry.idLow()),
        entry.sequence(),
        refusedAtMillis,
        reason,
        entry.value());
  }

  /** Forgets the finished records at the front. */
  void dropFirst(int count) {
    entries.subList(0, count).clear();
  }

  /**
   * When the bar of the first record was decided, by the engine's clock; not for an empty batch.
   */
  long firstDecidedAtNanos() {
    return entries.get(0).decidedAtNanos();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public RecordKind kind(int index) {
    return entries.get(index).kind();
  }

  @Override
  public long sequence(int index) {
    return entries.get(index).sequence();
  }

  @Override
  public String symbol(int index) {
    return entries.get(index).symbol();
  }

  @Override
  public Timeframe timeframe(int index) {
    return entries.get(index).timeframe();
  }

  @Override
  public long idHigh(int index) {
    return entries.get(index).idHigh();
  }

  @Override
  public long idLow(int index) {
    return entries.get(index).idLow();
  }

  @Override
  public byte[] value(int index) {
    return entries.get(index).value();
  }
}
