package io.tickcast.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalSink;
import io.tickcast.servers.ClickHouseServer;
import io.tickcast.servers.TcpProxy;
import io.tickcast.servers.TcpProxy.Direction;
import io.tickcast.tck.ListBatch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever happens between sink and server, a write ends, and what it wrote is there once. */
@ExtendWith(SharedServer.class)
class HalfDeadServersTest {
  private static final Duration SHORT = Duration.ofMillis(400);

  private final Archive archive;
  private TcpProxy proxy;
  private SignalSink sink;

  HalfDeadServersTest(Archive archive) {
    this.archive = archive;
  }

  @BeforeEach
  void connect() {
    archive.initialized();
    proxy = TcpProxy.to(archive.server.port());
    sink = archive.with("url", "http://127.0.0.1:" + proxy.port()).openSink();
    assertThat(Archive.writeAll(sink, Samples.both(0, 10))).isEmpty();
  }

  @AfterEach
  void disconnect() {
    sink.close();
    proxy.close();
  }

  private InferenceException failure(List<ListBatch.Record> records, Duration timeout) {
    InferenceException failure =
        catchThrowableOfType(
            InferenceException.class,
            () ->
                sink.write(
                    ListBatch.of(records),
                    timeout,
                    (index, reason) -> {
                      throw new AssertionError("expected no refusal, found " + reason);
                    }));
    assertThat(failure).isNotNull();
    assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL_UNAVAILABLE);
    assertThat(failure.getMessage()).doesNotContain("\n");
    return failure;
  }

  private void assertThereOnce(int signals) {
    assertThat(archive.count(ArchiveTable.SIGNALS)).isEqualTo(signals);
    assertThat(archive.count(ArchiveTable.PREDICTIONS)).isEqualTo(signals);
  }

  @Test
  void write_answersThatNeverCome_endsAndIsRepeatedWithoutHarm() {
    List<ListBatch.Record> records = Samples.both(10, 10);
    proxy.stall(Direction.TO_CLIENT);
    assertThat(failure(records, SHORT))
        .hasMessage(
            "url: expected an answer within 400 ms at http://127.0.0.1:%s, found none",
            proxy.port());
    proxy.restore();
    assertThat(Archive.writeAll(sink, records)).isEmpty();
    assertThereOnce(20);
  }

  @Test
  void write_serverThatReadsNoMore_endsInTheMiddleOfTheBody() {
    // Far more than all buffers on the way hold, so that the write itself hangs.
    String large = "x".repeat(1 << 20);
    List<ListBatch.Record> records =
        Samples.signals(10, 30).stream()
            .map(r -> (int) r.sequence() / 2)
            .map(
                i ->
                    Samples.signal(
                        i, Samples.signalJson(i).replace("\"features_used\"", "\"" + large + "\"")))
            .toList();
    proxy.stall(Direction.TO_SERVER);
    assertThat(failure(records, SHORT)).hasMessageContaining("expected an answer within 400 ms");
    proxy.restore();
    assertThat(Archive.writeAll(sink, records)).isEmpty();
    assertThat(archive.count(ArchiveTable.SIGNALS)).isEqualTo(40);
  }

  @Test
  void write_deadServerAtTheCheck_ends() {
    proxy.stall();
    SignalSink other = archive.openSink();
    try {
      InferenceException failure =
          catchThrowableOfType(
              InferenceException.class,
              () -> other.write(ListBatch.of(Samples.signals(0, 1)), SHORT, (index, reason) -> {}));
      assertThat(failure).hasMessageContaining("expected an answer within 400 ms");
    } finally {
      other.close();
    }
  }

  @Test
  void write_answerLostAfterTheInsert_isThereOnce() {
    List<ListBatch.Record> records = Samples.both(10, 50);
    proxy.cutAfter(Direction.TO_CLIENT, 0);
    failure(records, Archive.TIMEOUT);
    await().until(() -> archive.count(ArchiveTable.SIGNALS) == 60);
    assertThat(Archive.writeAll(sink, records)).isEmpty();
    assertThereOnce(60);
  }

  @Test
  void write_cutAtAnyPlace_isThereOnceInTheEnd() {
    List<ListBatch.Record> records = Samples.both(10, 50);
    long bytes = records.stream().mapToLong(record -> record.value().length).sum();
    for (int i = 1; i <= 8; i++) {
      proxy.cutAfter(Direction.TO_SERVER, bytes * i / 10);
      sink.write(
          ListBatch.of(Samples.both(10, 1)),
          Archive.TIMEOUT,
          (index, reason) -> {
            throw new AssertionError(reason);
          });
      catchThrowableOfType(
          InferenceException.class,
          () ->
              sink.write(
                  ListBatch.of(records),
                  Archive.TIMEOUT,
                  (index, reason) -> {
                    throw new AssertionError(reason);
                  }));
    }
    proxy.restore();
    assertThat(Archive.writeAll(sink, records)).isEmpty();
    assertThat(archive.query("SELECT count() FROM db.trading_signals FINAL")).isEqualTo("60");
    assertThat(archive.query("SELECT count() FROM db.model_predictions FINAL")).isEqualTo("60");
  }

  @Test
  void write_connectionsResetBetweenBatches_goesOn() {
    for (int i = 1; i <= 5; i++) {
      proxy.reset();
      assertThat(writeWithRetries(Samples.both(10 * i, 10))).isEqualTo(20);
    }
    assertThereOnce(60);
  }

  /** A connection that was reset while nobody used it may cost one attempt. */
  private int writeWithRetries(List<ListBatch.Record> records) {
    try {
      return sink.write(ListBatch.of(records), Archive.TIMEOUT, (index, reason) -> {});
    } catch (InferenceException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.EXTERNAL_UNAVAILABLE);
      return sink.write(ListBatch.of(records), Archive.TIMEOUT, (index, reason) -> {});
    }
  }

  @Test
  void close_afterAnyEnd_leavesNoConnectionAndNoThread() {
    proxy.stall(Direction.TO_CLIENT);
    failure(Samples.both(10, 10), SHORT);
    proxy.restore();
    assertThat(Archive.writeAll(sink, Samples.both(10, 10))).isEmpty();
    sink.close();
    await().until(() -> proxy.connections() == 0);
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("clickhouse-deadline")));
  }

  @Test
  void write_manyBatches_usesAConnectionAgain() {
    long before = proxy.accepted();
    for (int i = 1; i <= 20; i++) {
      assertThat(Archive.writeAll(sink, Samples.both(10 * i, 10))).isEmpty();
    }
    assertThat(proxy.accepted() - before).isLessThanOrEqualTo(2);
    assertThat(proxy.connections()).isLessThanOrEqualTo(2);
  }

  @Test
  void write_serverKilledAndStartedAgain_losesAndRepeatsNothing() {
    try (ClickHouseServer mortal = ClickHouseServer.start()) {
      Archive own = new Archive(mortal, "own").initialized();
      try (SignalSink writer = own.openSink()) {
        for (int i = 0; i < 10; i++) {
          List<ListBatch.Record> records = Samples.both(20 * i, 20);
          if (i % 4 == 2) {
            mortal.kill();
            InferenceException failure =
                catchThrowableOfType(
                    InferenceException.class, () -> Archive.writeAll(writer, records));
            assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL_UNAVAILABLE);
            mortal.restart();
          }
          assertThat(Archive.writeAll(writer, records)).isEmpty();
        }
      }
      assertThat(own.count(ArchiveTable.SIGNALS)).isEqualTo(200);
      assertThat(own.count(ArchiveTable.PREDICTIONS)).isEqualTo(200);
    }
  }
}
