package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.Delivery;
import io.tickcast.api.ErrorCode.Group;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One sink from its opening to its close, driven by hand as a relay or a lane does. */
final class SinkRun implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  final SignalSink sink;
  private final SignalSinkTck tck;
  private final TreeMap<Long, String> refused = new TreeMap<>();
  private final List<CallBatch> batches = new ArrayList<>();

  private SinkRun(SignalSinkTck tck) {
    this.tck = tck;
    this.sink = tck.provider().create(CreationRules.config(tck.options(), new TckClock()));
  }

  static SinkRun create(SignalSinkTck tck) {
    return new SinkRun(tck);
  }

  static SinkRun open(SignalSinkTck tck) {
    SinkRun run = new SinkRun(tck);
    run.sink.open();
    return run;
  }

  /** Writes all records, from the front, until the last is finished. */
  void writeAll(List<ListBatch.Record> records) {
    int[] finished = {0};
    Patience.until(
        tck.patience(),
        () -> {
          if (finished[0] < records.size()) {
            finished[0] += writeOnce(records.subList(finished[0], records.size()));
          }
          return finished[0] == records.size();
        },
        () ->
            "expected %d finished records, found %d (%s)"
                .formatted(records.size(), finished[0], sink.detail()));
  }

  /** Writes once; an external failure counts as nothing finished. */
  private int writeOnce(List<ListBatch.Record> records) {
    try {
      return write(ListBatch.of(records), timeout());
    } catch (InferenceException e) {
      assertThat(e.code().group())
          .as("failure of a write: %s", e.getMessage())
          .isEqualTo(Group.EXTERNAL);
      return 0;
    }
  }

  private Duration timeout() {
    return sink.delivery() == Delivery.REAL_TIME ? Duration.ZERO : TIMEOUT;
  }

  /** Writes a batch once; checks what holds for every write. */
  int write(ListBatch batch, Duration timeout) {
    CallBatch call = new CallBatch(batch);
    batches.add(call);
    TreeMap<Integer, String> named = new TreeMap<>();
    int finished =
        sink.write(
            call,
            timeout,
            (index, reason) -> {
              assertThat(named.put(index, reason))
                  .as("refusal of record %d before", index)
                  .isNull();
            });
    call.markReturned();
    assertThat(finished).as("what write returned").isBetween(0, batch.size());
    named.forEach(
        (index, reason) -> {
          assertThat(index).as("index of a refused record").isBetween(0, batch.size() - 1);
          assertThat(index).as("a refused record is finished").isLessThan(finished);
          refused.put(batch.sequence(index), reason);
        });
    return finished;
  }

  /** The reasons of the refused records, by sequence. */
  Map<Long, String> refused() {
    return refused;
  }

  /** Uses of a batch after its call. */
  List<String> lateUses() {
    List<String> late = new ArrayList<>();
    batches.forEach(batch -> late.addAll(batch.late()));
    return late;
  }

  @Override
  public void close() {
    sink.close();
  }
}
