package io.tickcast.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SinkBatch;
import io.tickcast.tck.ListBatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** A sink, driven as a relay does. */
final class TestSink implements AutoCloseable {
  static final String NAME = "sink 'archive'";
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int FEW = 3;
  private static final Duration BETWEEN = Duration.ofMillis(20);

  final SignalSink sink;
  final Map<Integer, String> refused = new TreeMap<>();

  private TestSink(SignalSink sink) {
    this.sink = sink;
  }

  static ComponentConfig config(Map<String, String> options) {
    return new ComponentConfig(NAME, options, System::nanoTime);
  }

  static TestSink create(Map<String, String> options) {
    return new TestSink(new KafkaSignalSinkProvider().create(config(options)));
  }

  static TestSink open(Map<String, String> options) {
    TestSink made = create(options);
    made.sink.open();
    return made;
  }

  int write(SinkBatch batch, Duration timeout) {
    return sink.write(batch, timeout, refused::put);
  }

  /** Writes until all is finished, whatever fails in between. */
  void writeAll(List<ListBatch.Record> records) {
    int[] finished = {0};
    Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(BETWEEN)
        .pollInSameThread()
        .until(
            () -> {
              finished[0] += writeOnce(Records.rest(records, finished[0]));
              return finished[0] == records.size();
            });
  }

  private int writeOnce(SinkBatch batch) {
    try {
      return write(batch, Duration.ofSeconds(2));
    } catch (InferenceException e) {
      assertThat(e.code().group()).as(e.getMessage()).isEqualTo(ErrorCode.Group.EXTERNAL);
      return 0;
    }
  }

  /** Writes, finishing nothing, until that fails as expected. */
  InferenceException failure(ErrorCode code) {
    return failure(code, 0);
  }

  /** The same, when some writes may finish all of a few records before that. */
  InferenceException failureAfterSome(ErrorCode code) {
    return failure(code, FEW);
  }

  private InferenceException failure(ErrorCode code, int most) {
    InferenceException[] thrown = new InferenceException[1];
    Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(BETWEEN)
        .pollInSameThread()
        .until(
            () -> {
              try {
                assertThat(write(Records.batch(0, FEW), Duration.ofSeconds(1)))
                    .isLessThanOrEqualTo(most);
              } catch (InferenceException e) {
                thrown[0] = e;
              }
              return thrown[0] != null && thrown[0].code() == code;
            });
    assertThat(thrown[0].getMessage()).doesNotContain("\n").hasSizeLessThanOrEqualTo(600);
    assertThat(sink.detail()).isEqualTo(thrown[0].getMessage());
    return thrown[0];
  }

  @Override
  public void close() {
    sink.close();
  }
}
