package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SourceState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedSourceTest {
  private static final Duration NO_WAIT = Duration.ZERO;
  private static final FrameHandler IGNORE = (kind, channel, content, receivedAtNanos) -> {};

  private final List<String> received = new ArrayList<>();
  private final FrameHandler handler =
      (kind, channel, content, receivedAtNanos) ->
          received.add(
              channel + "@" + receivedAtNanos + "=" + new String(content, StandardCharsets.UTF_8));

  @Test
  void poll_asFastAsPolled_handsOverUpToTheLimit() {
    RecordedSource source = source(5);
    assertThat(source.state()).isEqualTo(SourceState.NEW);
    source.open();
    assertThat(source.state()).isEqualTo(SourceState.LIVE);
    assertThat(source.poll(handler, 2, NO_WAIT)).isEqualTo(2);
    assertThat(received).containsExactly("c@1000=0", "c@2000=1");
    assertThat(source.poll(handler, 10, NO_WAIT)).isEqualTo(3);
    assertThat(source.state()).isEqualTo(SourceState.ENDED);
    assertThat(source.poll(handler, 10, Duration.ofDays(1))).isZero();
    assertThat(source.detail()).isEqualTo("5 frames of here");
    source.close();
    assertThat(source.state()).isEqualTo(SourceState.CLOSED);
  }

  @Test
  void state_whileTheLastFrameIsHandedOver_isNotEnded() {
    RecordedSource source = source(1);
    source.open();
    List<SourceState> seen = new ArrayList<>();
    source.poll((kind, channel, content, at) -> seen.add(source.state()), 1, NO_WAIT);
    assertThat(seen).containsExactly(SourceState.LIVE);
    assertThat(source.state()).isEqualTo(SourceState.ENDED);
  }

  @Test
  void open_emptyRecording_isEndedAtOnce() {
    RecordedSource source = source(0);
    source.open();
    assertThat(source.state()).isEqualTo(SourceState.ENDED);
    assertThat(source.poll(IGNORE, 1, NO_WAIT)).isZero();
  }

  @Test
  void clock_withoutStopwatch_standsAtTheLastFrame() {
    RecordedSource source = source(2);
    EpochNanoClock clock = source.clock();
    assertThat(clock.epochNanos()).isZero();
    source.open();
    assertThat(clock.epochNanos()).isEqualTo(1_000);
    List<Long> readings = new ArrayList<>();
    source.poll((kind, channel, content, at) -> readings.add(clock.epochNanos()), 2, NO_WAIT);
    assertThat(readings).containsExactly(1_000L, 2_000L);
    source.close();
    assertThat(clock.epochNanos()).isEqualTo(2_000);
  }

  @Test
  void clock_withStopwatch_runsOnFromEachFrame() {
    AtomicLong stopwatch = new AtomicLong(500);
    RecordedSource source = source(3).timedBy(stopwatch::get);
    EpochNanoClock clock = source.clock();
    source.open();
    stopwatch.addAndGet(50_000);
    assertThat(clock.epochNanos()).as("before the first frame").isEqualTo(1_000);
    source.poll(IGNORE, 1, NO_WAIT);
    assertThat(clock.epochNanos()).isEqualTo(1_000);
    stopwatch.addAndGet(70);
    assertThat(clock.epochNanos()).isEqualTo(1_070);
    source.poll(IGNORE, 1, NO_WAIT);
    assertThat(clock.epochNanos()).isEqualTo(2_000);
    stopwatch.addAndGet(5_000);
    source.poll(IGNORE, 1, NO_WAIT);
    assertThat(clock.epochNanos()).as("past the third frame's 3,000").isEqualTo(7_000);
  }

  @Test
  void poll_paced_handsOverWhatIsDue() {
    ManualClock wall = new ManualClock(77);
    RecordedSource source = source(6).paced(2, wall);
    source.open();
    wall.advance(Duration.ofDays(1));
    assertThat(source.poll(handler, 10, NO_WAIT)).as("the first at once").isEqualTo(1);
    assertThat(source.poll(handler, 10, NO_WAIT)).isZero();
    wall.advance(Duration.ofMillis(499));
    assertThat(source.poll(handler, 10, NO_WAIT)).isZero();
    wall.advance(Duration.ofMillis(1));
    assertThat(source.poll(handler, 10, NO_WAIT)).isEqualTo(1);
    wall.advance(Duration.ofSeconds(1));
    assertThat(source.poll(handler, 1, NO_WAIT)).as("two are due, one is asked for").isEqualTo(1);
    assertThat(source.poll(handler, 10, NO_WAIT)).isEqualTo(1);
    wall.advance(Duration.ofSeconds(10));
    assertThat(source.poll(handler, 10, NO_WAIT)).as("the rest").isEqualTo(2);
    assertThat(source.state()).isEqualTo(SourceState.ENDED);
    assertThat(received).hasSize(6);
  }

  @Test
  void pace_nothingDue_waitsOnceForTheNextFrameOrTheLongestWait() {
    ManualClock wall = new ManualClock(0);
    List<Long> waits = new ArrayList<>();
    Pace pace =
        new Pace(
            4,
            wall,
            nanos -> {
              waits.add(nanos);
              wall.advance(Duration.ofNanos(nanos));
            });
    assertThat(pace.allowance(5, Duration.ofSeconds(9))).isEqualTo(1);
    pace.passed();
    assertThat(pace.allowance(5, Duration.ofMillis(100))).isZero();
    assertThat(pace.allowance(5, Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(1);
    assertThat(waits).containsExactly(100_000_000L, 150_000_000L);
  }

  @Test
  void paced_rateOutOfRange_isRefused() {
    for (double rate : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, 2e9}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> source(1).paced(rate, new ManualClock(0)));
    }
  }

  @Test
  void poll_damagedRecording_givesTheFramesBeforeAndThenTheFault() {
    byte[] whole = recording(3);
    RecordedSource source = source(Arrays.copyOf(whole, whole.length - 1));
    source.open();
    assertThat(source.poll(handler, 10, NO_WAIT)).isEqualTo(2);
    assertThat(source.state()).isEqualTo(SourceState.LIVE);
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(() -> source.poll(handler, 10, NO_WAIT))
          .withMessageContaining("frame 3 at offset ")
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_DATA));
    }
    assertThat(received).hasSize(2);
    assertThat(source.detail())
        .startsWith("2 frames of here; here: expected")
        .contains("truncated");
  }

  @Test
  void open_nothingThere_isAResourceFault(@TempDir Path folder) {
    Path missing = folder.resolve("no.rec");
    assertNotThere(RecordedSource.of(missing), missing + ": expected a recording, found none");
    assertNotThere(
        RecordedSource.of("demo", () -> RecordedSourceTest.class.getResourceAsStream("no.rec")),
        "demo: expected a recording, found none");
    assertNotThere(
        RecordedSource.of(
            "demo",
            () -> {
              throw new IOException("disk gone");
            }),
        "demo: expected a recording, found IOException: disk gone");
  }

  private static void assertNotThere(RecordedSource source, String message) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(source::open)
        .withMessage(message)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_UNAVAILABLE));
  }

  @Test
  void poll_longRecording_isReadInPieces() {
    AtomicInteger read = new AtomicInteger();
    byte[] whole = recording(100_000);
    RecordedSource source = RecordedSource.of("here", () -> counting(whole, read));
    source.open();
    source.poll(IGNORE, 10, NO_WAIT);
    assertThat(read.get()).as("bytes read of %d", whole.length).isLessThan(300_000);
    assertThat(source.poll(IGNORE, Integer.MAX_VALUE, NO_WAIT)).isEqualTo(99_990);
  }

  private static InputStream counting(byte[] bytes, AtomicInteger read) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] to, int from, int length) throws IOException {
        int count = super.read(to, from, length);
        read.addAndGet(Math.max(0, count));
        return count;
      }
    };
  }

  @Test
  void use_inTheWrongState_isIllegal() {
    RecordedSource source = source(1);
    assertIllegalState(() -> source.poll(IGNORE, 1, NO_WAIT));
    source.open();
    assertIllegalState(source::open);
    assertThatIllegalArgumentException().isThrownBy(() -> source.poll(IGNORE, 0, NO_WAIT));
    source.close();
    source.close();
    assertIllegalState(source::open);
    assertIllegalState(() -> source.poll(IGNORE, 1, NO_WAIT));
  }

  @Test
  void create_byProvider_readsAndPacesByTheEnginesClock(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("bars.rec"), recording(3));
    ManualClock engine = new ManualClock(0);
    FeatureSource source =
        new RecordedSourceProvider()
            .create(
                new ComponentConfig(
                    "source 'replay'", Map.of("file", file.toString(), "speed", "0.5"), engine));
    source.open();
    assertThat(source.poll(handler, 10, NO_WAIT)).isEqualTo(1);
    engine.advance(Duration.ofSeconds(2));
    assertThat(source.poll(handler, 10, NO_WAIT)).isEqualTo(1);
    source.close();
  }

  @Test
  void create_otherSpeed_isRefusedByName() {
    for (String speed : List.of("-1", "fast", "1e3", "NaN", "0x1p3", "1d")) {
      ComponentConfig config =
          new ComponentConfig(
              "source 'replay'", Map.of("file", "x", "speed", speed), new ManualClock(0));
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(() -> new RecordedSourceProvider().create(config))
          .withMessageStartingWith("source 'replay': speed: expected a number from 0")
          .withMessageEndingWith("found '" + speed + "'");
    }
  }

  private static void assertIllegalState(Runnable call) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ILLEGAL_STATE));
  }

  private static RecordedSource source(int frames) {
    return source(recording(frames));
  }

  private static RecordedSource source(byte[] recording) {
    return RecordedSource.of("here", () -> new ByteArrayInputStream(recording));
  }

  /** Frames on channel c, received at 1,000 ns, 2,000 ns and so on. */
  private static byte[] recording(int frames) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RecordingWriter writer = Recording.write(out, "memory")) {
      for (int i = 0; i < frames; i++) {
        byte[] body = String.valueOf(i).getBytes(StandardCharsets.UTF_8);
        writer.onFrame(FrameKind.FEATURES, "c", body, (i + 1) * 1_000L);
      }
    }
    return out.toByteArray();
  }
}
