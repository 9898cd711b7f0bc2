package io.tickcast.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalSink;
import io.tickcast.servers.TcpProxy;
import io.tickcast.servers.TcpProxy.Direction;
import io.tickcast.tck.ListBatch;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A check finds out what a write would meet, beside one that is under way. */
@ExtendWith(SharedServer.class)
class SinkCheckTest {
  private static final Duration SHORT = Duration.ofMillis(400);

  private static InferenceException failure(SignalSink sink, Duration timeout) {
    InferenceException failure =
        catchThrowableOfType(InferenceException.class, () -> sink.check(timeout));
    assertThat(failure).isNotNull();
    assertThat(failure.getMessage()).doesNotContain("\n");
    return failure;
  }

  @Test
  void check_tablesThere_findsNothingAndWritesNothing(Archive archive) {
    try (SignalSink sink = archive.initialized().openSink()) {
      assertThatCode(() -> sink.check(Archive.TIMEOUT)).doesNotThrowAnyException();
      assertThat(archive.count(ArchiveTable.SIGNALS)).isZero();
    }
  }

  @Test
  void check_tableGone_namesIt(Archive archive) {
    try (SignalSink sink = archive.initialized().openSink()) {
      archive.query("DROP TABLE db.trading_signals");
      InferenceException failure = failure(sink, Archive.TIMEOUT);
      assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL_MISMATCH);
      assertThat(failure)
          .hasMessageStartingWith(
              archive.database + ".trading_signals: expected this table, found none");
    }
  }

  @Test
  void check_notOpen_isRefused(Archive archive) {
    SignalSink sink = new ClickHouseSignalSinkProvider().create(archive.config());
    assertThat(failure(sink, Archive.TIMEOUT).code()).isEqualTo(ErrorCode.ILLEGAL_STATE);
    sink.open();
    sink.close();
    assertThat(failure(sink, Archive.TIMEOUT).code()).isEqualTo(ErrorCode.ILLEGAL_STATE);
  }

  @Test
  void check_noTime_saysThatThereWasNoAnswer(Archive archive) {
    try (SignalSink sink = archive.initialized().openSink()) {
      assertThat(failure(sink, Duration.ZERO).code()).isEqualTo(ErrorCode.EXTERNAL_UNAVAILABLE);
    }
  }

  @Test
  void check_whileAWriteHangs_endsInItsOwnTimeAndLeavesTheWriteAlone(Archive archive)
      throws InterruptedException, ExecutionException {
    archive.initialized();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (TcpProxy proxy = TcpProxy.to(archive.server.port())) {
      SignalSink sink = archive.with("url", "http://127.0.0.1:" + proxy.port()).openSink();
      assertThat(Archive.writeAll(sink, Samples.both(0, 2))).isEmpty();
      proxy.stall(Direction.TO_CLIENT);
      long sent = proxy.bytesPassed(Direction.TO_SERVER);
      Future<Integer> write =
          thread.submit(
              () ->
                  sink.write(
                      ListBatch.of(Samples.both(2, 2)), Archive.TIMEOUT, (index, reason) -> {}));
      await().until(() -> proxy.bytesPassed(Direction.TO_SERVER) > sent);
      InferenceException failure = failure(sink, SHORT);
      assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL_UNAVAILABLE);
      assertThat(failure).hasMessageContaining("expected an answer within 400 ms");
      assertThat(write.isDone()).isFalse();
      proxy.restore();
      assertThat(write.get()).isEqualTo(4);
      assertThatCode(() -> sink.check(Archive.TIMEOUT)).doesNotThrowAnyException();
      sink.close();
    } finally {
      thread.shutdownNow();
    }
  }
}
