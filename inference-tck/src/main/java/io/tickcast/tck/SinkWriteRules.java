package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.RecordKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** How records get to their target. */
final class SinkWriteRules {
  private static final int MANY = 300;

  private SinkWriteRules() {}

  static void deliveryAndKindsAreConstant(SignalSinkTck tck) {
    SinkRun run = SinkRun.create(tck);
    String before = describe(run);
    assertThat(run.sink.kinds()).as("kinds").isNotEmpty();
    run.sink.open();
    assertThat(describe(run)).as("delivery and kinds of the open sink").isEqualTo(before);
    run.close();
    assertThat(describe(run)).as("delivery and kinds of the closed sink").isEqualTo(before);
    try (SinkRun other = SinkRun.create(tck)) {
      assertThat(describe(other)).as("delivery and kinds of another sink").isEqualTo(before);
    }
  }

  private static String describe(SinkRun run) {
    return run.sink.delivery() + " " + run.sink.kinds().stream().sorted().toList();
  }

  static void finishesAPrefix(SignalSinkTck tck) {
    try (SinkRun run = SinkRun.open(tck)) {
      Set<RecordKind> kinds = run.sink.kinds();
      // Each write is checked on the way; here the first records come one by one.
      run.writeAll(RecordSamples.records(kinds, 0, 1));
      run.writeAll(RecordSamples.records(kinds, 1, 1));
      run.writeAll(RecordSamples.records(kinds, 2, MANY));
      assertThat(run.refused()).as("refused records, all of them good").isEmpty();
    }
  }

  static void finishedRecordsAreAtTheTarget(SignalSinkTck tck) {
    try (SinkRun run = SinkRun.open(tck)) {
      List<ListBatch.Record> records = RecordSamples.records(run.sink.kinds(), 0, MANY);
      List<String> expected = texts(records, "");
      run.writeAll(records);
      assertAllAtTheTarget(tck, expected);
    }
  }

  static void closeLosesNothingFinished(SignalSinkTck tck) {
    List<String> expected;
    try (SinkRun run = SinkRun.open(tck)) {
      List<ListBatch.Record> records = RecordSamples.records(run.sink.kinds(), 0, MANY);
      expected = texts(records, "");
      run.writeAll(records);
    }
    assertAllAtTheTarget(tck, expected);
  }

  /** The target has these values, and no other. */
  static void assertAllAtTheTarget(SignalSinkTck tck, List<String> values) {
    Set<String> expected = new LinkedHashSet<>(values);
    Set<String> more = awaitTarget(tck, expected);
    more.removeAll(expected);
    assertThat(more).as("values at the target that were not written").isEmpty();
  }

  static void orderOfASymbolIsKept(SignalSinkTck tck) {
    Assumptions.assumeTrue(tck.ordered(), "the target has no order");
    try (SinkRun run = SinkRun.open(tck)) {
      List<ListBatch.Record> records = RecordSamples.records(run.sink.kinds(), 0, MANY);
      List<String> all = texts(records, "");
      List<List<String>> expected = List.of(texts(records, "EURUSD"), texts(records, "GBPUSD"));
      run.writeAll(records.subList(0, 7));
      run.writeAll(records.subList(7, MANY));
      List<String> found = new ArrayList<>(awaitTarget(tck, Set.copyOf(all)));
      for (List<String> ofSymbol : expected) {
        List<String> kept = new ArrayList<>(found);
        kept.retainAll(Set.copyOf(ofSymbol));
        assertSameOrder(kept, ofSymbol);
      }
    }
  }

  private static void assertSameOrder(List<String> found, List<String> expected) {
    assertThat(found.size()).as("number of values of one symbol").isEqualTo(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(found.get(i)).as("value %d of one symbol", i).isEqualTo(expected.get(i));
    }
  }

  static void valuesAreLeftAlone(SignalSinkTck tck) {
    SinkRun run = SinkRun.open(tck);
    List<ListBatch.Record> records = RecordSamples.records(run.sink.kinds(), 0, MANY);
    List<String> before = texts(records, "");
    run.writeAll(records);
    run.close();
    for (int i = 0; i < before.size(); i++) {
      assertThat(Bytes.text(records.get(i).value()))
          .as("array %d, after it was written", i)
          .isEqualTo(before.get(i));
    }
  }

  static void batchIsNotUsedLater(SignalSinkTck tck) {
    SinkRun run = SinkRun.open(tck);
    List<ListBatch.Record> records = RecordSamples.records(run.sink.kinds(), 0, MANY);
    run.writeAll(records);
    run.close();
    assertThat(run.lateUses()).as("uses of a batch after write has returned").isEmpty();
  }

  static void refusalsAreNamedAndFinished(SignalSinkTck tck) {
    Optional<byte[]> refusable = tck.refusable();
    Assumptions.assumeTrue(refusable.isPresent(), "the target refuses nothing for good");
    try (SinkRun run = SinkRun.open(tck)) {
      List<ListBatch.Record> good = RecordSamples.records(run.sink.kinds(), 0, 20);
      List<ListBatch.Record> records = new ArrayList<>(good);
      ListBatch.Record bad = records.get(9);
      bad = RecordSamples.withValue(bad.kind(), 9, bad.symbol(), refusable.orElseThrow());
      records.set(9, bad);
      good.remove(9);
      List<String> expected = texts(good, "");
      run.writeAll(records);
      assertThat(run.refused()).as("refused records").containsOnlyKeys(bad.sequence());
      assertThat(run.refused().get(bad.sequence()))
          .as("reason")
          .isNotBlank()
          .doesNotContain("\n", "\r");
      assertAllAtTheTarget(tck, expected);
    }
  }

  static void noTimeIsEnough(SignalSinkTck tck) {
    try (SinkRun run = SinkRun.open(tck)) {
      ListBatch batch = ListBatch.of(RecordSamples.records(run.sink.kinds(), 0, 10));
      List<String> expected = texts(batch.records(), "");
      int finished = run.write(batch, Duration.ZERO);
      run.writeAll(batch.records().subList(finished, batch.size()));
      assertAllAtTheTarget(tck, expected);
    }
  }

  /** The values at the target without repetitions, once all the expected ones are there. */
  private static Set<String> awaitTarget(SignalSinkTck tck, Set<String> expected) {
    Set<String> found = new LinkedHashSet<>();
    Patience.until(
        tck.patience(),
        () -> {
          found.clear();
          Patience.call(tck::readBack).forEach(value -> found.add(Bytes.text(value)));
          return found.containsAll(expected);
        },
        () -> {
          Set<String> missing = new LinkedHashSet<>(expected);
          missing.removeAll(found);
          return "expected %d finished records at the target, found %d without %s"
              .formatted(expected.size(), found.size(), missing.iterator().next());
        });
    return found;
  }

  /** The values of a symbol as texts, of all symbols when it is empty. */
  static List<String> texts(List<ListBatch.Record> records, String symbol) {
    return records.stream()
        .filter(record -> symbol.isEmpty() || record.symbol().equals(symbol))
        .map(record -> Bytes.text(record.value()))
        .toList();
  }
}
