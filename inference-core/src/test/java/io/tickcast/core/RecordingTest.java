package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {
  private static final String SAMPLE =
      "tickcast-recording 1\n"
          + "1760867700000000000 features features.EURUSD.5m 8\n{\"a\":1\n}\n"
          + "1760867700000000000 fill orders.filled.EURUSD 0\n\n"
          + "1760867700000000001 account account.state 2\n{}\n";

  @Test
  void write_frames_hasTheDocumentedForm() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RecordingWriter writer = Recording.write(out, "memory")) {
      long at = 1_760_867_700_000_000_000L;
      writer.onFrame(FrameKind.FEATURES, "features.EURUSD.5m", bytes("{\"a\":1\n}"), at);
      writer.onFrame(FrameKind.FILL, "orders.filled.EURUSD", new byte[0], at);
      writer.onFrame(FrameKind.ACCOUNT, "account.state", bytes("{}"), at + 1);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(SAMPLE);
  }

  @Test
  void read_plainOrGzip_givesTheFrames() throws IOException {
    for (byte[] recording : List.of(bytes(SAMPLE), gzip(bytes(SAMPLE)))) {
      List<RecordedFrame> frames = read(recording);
      assertThat(frames)
          .extracting(RecordedFrame::kind)
          .containsExactly(FrameKind.FEATURES, FrameKind.FILL, FrameKind.ACCOUNT);
      assertThat(frames)
          .extracting(RecordedFrame::channel)
          .containsExactly("features.EURUSD.5m", "orders.filled.EURUSD", "account.state");
      assertThat(frames)
          .extracting(frame -> new String(frame.content(), StandardCharsets.UTF_8))
          .containsExactly("{\"a\":1\n}", "", "{}");
      assertThat(frames.get(2).receivedAtNanos()).isEqualTo(1_760_867_700_000_000_001L);
    }
  }

  @Test
  void read_emptyRecording_hasNoFrames() {
    assertThat(read(bytes("tickcast-recording 1\n"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void read_truncatedAnywhere_isRefusedUnlessBetweenFrames(boolean zipped) throws IOException {
    byte[] whole = zipped ? gzip(bytes(SAMPLE)) : bytes(SAMPLE);
    int accepted = 0;
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      try {
        read(cut);
        accepted++;
      } catch (InferenceException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_DATA);
        assertThat(e.getMessage()).startsWith("here: expected ").contains("truncated");
      }
    }
    assertThat(accepted).as("cuts between frames").isEqualTo(zipped ? 0 : 3);
  }

  @Test
  void read_truncatedBody_namesFrameAndOffset() {
    assertFault(
        SAMPLE.substring(0, SAMPLE.length() - 2),
        "here: expected 1 more bytes of the body, found the end of the recording at offset "
            + (SAMPLE.length() - 2)
            + ": it is truncated, frame 3 at offset "
            + SAMPLE.lastIndexOf("1760867700"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "1 features c|expected '<received_at_epoch_nanos> <kind> <channel> <body_length>', found"
            + " '1 features c'",
        "1  features c 0|expected '<received_at_epoch_nanos> <kind> <channel> <body_length>',"
            + " found '1  features c 0'",
        "x features c 0|expected a receipt time from 0 to 9223372036854775807, found 'x'",
        "-1 features c 0|expected a receipt time from 0 to 9223372036854775807, found '-1'",
        "+1 features c 0|expected a receipt time from 0 to 9223372036854775807, found '+1'",
        "01 features c 0|expected a receipt time from 0 to 9223372036854775807, found '01'",
        "9223372036854775808 features c 0|expected a receipt time from 0 to 9223372036854775807,"
            + " found '9223372036854775808'",
        "1 bars c 0|expected features, fill, account or config, found 'bars'",
        "1 FEATURES c 0|expected features, fill, account or config, found 'FEATURES'",
        "1 features é 0|expected a channel of 1 to 256 visible characters, found 'Ã©'",
        "1 features  0|expected a channel of 1 to 256 visible characters, found ''",
        "1 features c 1048577|expected a body length from 0 to 1048576, found '1048577'",
        "1 features c 1e3|expected a body length from 0 to 1048576, found '1e3'",
      })
  void read_damagedLine_isNamed(String line, String message) {
    assertFault(
        "tickcast-recording 1\n" + line + "\n\n", "here: " + message + ", frame 1 at offset 21");
  }

  @Test
  void read_receiptTimesThatDecrease_areRefused() {
    assertFault(
        "tickcast-recording 1\n5 features c 0\n\n4 features c 0\n\n",
        "here: expected a receipt time of at least 5, found 4, frame 2 at offset 37");
  }

  @Test
  void read_bodyWithoutLineFeed_isRefused() {
    assertFault(
        "tickcast-recording 1\n5 features c 1\nabc",
        "here: expected a line feed after the body, found byte 98, frame 1 at offset 21");
  }

  @Test
  void read_longLine_isRefused() {
    assertFault(
        "tickcast-recording 1\n" + "5".repeat(1_000),
        "here: expected a line of at most 512 bytes, found a longer one, frame 1 at offset 21");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tickcast-recording 2\n",
        "tickcast-recording 1\r\n",
        "\ntickcast-recording 1\n",
        "<html>\n"
      })
  void read_otherFirstLine_isRefused(String content) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> read(bytes(content)))
        .withMessageStartingWith("here: expected 'tickcast-recording 1', found '")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_DATA));
  }

  @Test
  void read_damagedGzip_isRefused() throws IOException {
    byte[] zipped = gzip(bytes(SAMPLE));
    zipped[zipped.length - 6] ^= 1;
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> read(zipped))
        .withMessageContaining("expected sound gzip data, found ZipException")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_DATA));
  }

  @Test
  void read_afterAFault_throwsItAgain() {
    try (RecordingReader reader = open(bytes("tickcast-recording 1\nx\n5 features c 0\n\n"))) {
      for (int i = 0; i < 2; i++) {
        assertThatExceptionOfType(InferenceException.class)
            .isThrownBy(reader::next)
            .withMessageContaining("frame 1 at offset 21");
      }
      assertThat(reader.frames()).isZero();
    }
  }

  @Test
  void read_failingStream_isAResourceFaultAndClosed() {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("disk gone");
          }

          @Override
          public void close() {
            closed.set(true);
          }
        };
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> Recording.read(failing, "here"))
        .withMessageContaining("IOException: disk gone")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_UNAVAILABLE));
    assertThat(closed).isTrue();
  }

  @Test
  void write_frameOutOfBounds_isRefusedAndWritesNothing() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RecordingWriter writer = Recording.write(out, "memory")) {
      writer.onFrame(FrameKind.FEATURES, "c", new byte[Recording.BODY_MAX], 7);
      byte[] body = new byte[0];
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writer.onFrame(FrameKind.FEATURES, "a b", body, 7));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writer.onFrame(FrameKind.FEATURES, "c".repeat(257), body, 7));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writer.onFrame(FrameKind.FEATURES, "c", body, 6));
      byte[] large = new byte[Recording.BODY_MAX + 1];
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writer.onFrame(FrameKind.FEATURES, "c", large, 7));
    }
    assertThat(read(out.toByteArray())).hasSize(1);
  }

  @Test
  void write_failingStream_isAResourceFault() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    RecordingWriter writer = Recording.write(full, "here");
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(writer::close)
        .withMessage(
            "here: expected to write a recording, found IOException: No space left on device")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_UNAVAILABLE));
  }

  private static void assertFault(String content, String message) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> read(bytes(content)))
        .withMessage(message)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_DATA));
  }

  private static RecordingReader open(byte[] recording) {
    return Recording.read(new ByteArrayInputStream(recording), "here");
  }

  private static List<RecordedFrame> read(byte[] recording) {
    List<RecordedFrame> frames = new ArrayList<>();
    try (RecordingReader reader = open(recording)) {
      for (var frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        frames.add(frame.get());
      }
      assertThat(reader.frames()).isEqualTo(frames.size());
    }
    return frames;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
