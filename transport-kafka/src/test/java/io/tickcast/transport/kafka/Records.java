package io.tickcast.transport.kafka;

import io.tickcast.api.RecordKind;
import io.tickcast.api.SinkBatch;
import io.tickcast.api.Timeframe;
import io.tickcast.tck.ListBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Records of signals as the journal has them. */
final class Records {
  private static final String[] SYMBOLS = {"EURUSD", "GBPUSD", "XAUUSD"};

  private Records() {}

  /** Signals of three symbols in turn, numbered from a number on. */
  static List<ListBatch.Record> signals(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(Records::signal).toList();
  }

  static ListBatch batch(int from, int count) {
    return ListBatch.of(signals(from, count));
  }

  static ListBatch.Record signal(int number) {
    return signal(number, "");
  }

  static ListBatch.Record signal(int number, String padding) {
    String value =
        "{\"signal_id\":\"%s\",\"symbol\":\"%s\",\"timeframe\":\"5m\",\"padding\":\"%s\"}"
            .formatted(id(number), symbol(number), padding);
    return of(RecordKind.SIGNAL, number, value);
  }

  static ListBatch.Record of(RecordKind kind, int number, String value) {
    UUID id = id(number);
    return new ListBatch.Record(
        kind,
        10 + number * 3L,
        symbol(number),
        Timeframe.M5,
        id.getMostSignificantBits(),
        id.getLeastSignificantBits(),
        value.getBytes(StandardCharsets.UTF_8));
  }

  static String symbol(int number) {
    return SYMBOLS[number % SYMBOLS.length];
  }

  static UUID id(int number) {
    return UUID.nameUUIDFromBytes(("signal-" + number).getBytes(StandardCharsets.UTF_8));
  }

  static List<String> ids(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(i -> id(i).toString()).toList();
  }

  /** The records of a list that are left after some. */
  static ListBatch rest(List<ListBatch.Record> records, int finished) {
    return ListBatch.of(new ArrayList<>(records.subList(finished, records.size())));
  }

  /** A batch that does something once, when the value of a record is asked for. */
  static SinkBatch interrupted(ListBatch batch, int at, Runnable action) {
    return new InterruptedBatch(batch, at, action);
  }

  private static final class InterruptedBatch implements SinkBatch {
    private final ListBatch batch;
    private final int at;
    private final Runnable action;
    private boolean done;

    private InterruptedBatch(ListBatch batch, int at, Runnable action) {
      this.batch = batch;
      this.at = at;
      this.action = action;
    }

    @Override
    public int size() {
      return batch.size();
    }

    @Override
    public RecordKind kind(int index) {
      return batch.kind(index);
    }

    @Override
    public long sequence(int index) {
      return batch.sequence(index);
    }

    @Override
    public String symbol(int index) {
      return batch.symbol(index);
    }

    @Override
    public Timeframe timeframe(int index) {
      return batch.timeframe(index);
    }

    @Override
    public long idHigh(int index) {
      return batch.idHigh(index);
    }

    @Override
    public long idLow(int index) {
      return batch.idLow(index);
    }

    @Override
    public byte[] value(int index) {
      if (index == at && !done) {
        done = true;
        action.run();
      }
      return batch.value(index);
    }
  }
}
