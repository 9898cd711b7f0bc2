package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What is written reads back, and damage is refused, never misread into an exception of others. */
class RecordingPropertyTest {
  @Property(tries = 300)
  void read_whatWasWritten_isTheSame(
      @ForAll("frames") List<RecordedFrame> frames, @ForAll boolean zipped) throws IOException {
    List<RecordedFrame> found = read(write(frames, zipped)).orElseThrow();
    assertThat(found).usingRecursiveComparison().isEqualTo(frames);
  }

  @Property(tries = 2_000)
  void read_anyBytes_isReadOrRefused(@ForAll byte[] bytes, @ForAll boolean withHeader) {
    read(
        withHeader
            ? concat("tickcast-recording 1\n".getBytes(StandardCharsets.UTF_8), bytes)
            : bytes);
  }

  @Property(tries = 2_000)
  void read_damaged_isReadOrRefused(
      @ForAll("frames") @Size(min = 1) List<RecordedFrame> frames,
      @ForAll boolean zipped,
      @ForAll @IntRange(min = 0, max = 100_000) int place,
      @ForAll byte value)
      throws IOException {
    byte[] recording = write(frames, zipped);
    recording[place % recording.length] = value;
    read(recording);
  }

  @Provide
  Arbitrary<List<RecordedFrame>> frames() {
    Arbitrary<String> channels =
        Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(40);
    Arbitrary<byte[]> bodies = Arbitraries.bytes().array(byte[].class).ofMaxSize(60);
    Arbitrary<Long> times = Arbitraries.longs().greaterOrEqual(0);
    return Combinators.combine(Arbitraries.of(FrameKind.values()), channels, bodies, times)
        .as(RecordedFrame::new)
        .list()
        .ofMaxSize(12)
        .map(RecordingPropertyTest::inOrder);
  }

  private static List<RecordedFrame> inOrder(List<RecordedFrame> frames) {
    return frames.stream().sorted(Comparator.comparing(RecordedFrame::receivedAtNanos)).toList();
  }

  /** The frames, or empty when the recording is refused as it should be. */
  private static Optional<List<RecordedFrame>> read(byte[] recording) {
    List<RecordedFrame> frames = new ArrayList<>();
    try (RecordingReader reader = Recording.read(new ByteArrayInputStream(recording), "here")) {
      for (var frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        frames.add(frame.get());
      }
      return Optional.of(frames);
    } catch (InferenceException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_DATA);
      assertThat(e.getMessage()).startsWith("here: expected ").doesNotContain("\n");
      return Optional.empty();
    }
  }

  private static byte[] write(List<RecordedFrame> frames, boolean zipped) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OutputStream out = zipped ? new GZIPOutputStream(bytes) : bytes;
    try (RecordingWriter writer = Recording.write(out, "here")) {
      frames.forEach(frame -> frame.handTo(writer));
    }
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
