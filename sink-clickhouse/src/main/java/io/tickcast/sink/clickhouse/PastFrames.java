package io.tickcast.sink.clickhouse;

import io.tickcast.api.FrameHandler;
import io.tickcast.api.FrameKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of an answer, each with the channel of its series. <i>Immutable.</i> */
final class PastFrames {
  /** The most that an answer may have: far more than sensible ones, far less than the memory. */
  static final int LONGEST_ANSWER_BYTES = 256 << 20;

  private final List<Frame> frames;

  /** A bar in the flat shape of messages. */
  private record Frame(String channel, byte[] content) {}

  private PastFrames(List<Frame> frames) {
    this.frames = frames;
  }

  /**
   * All bytes of an answer; empty when it is too long.
   *
   * @throws IOException when it breaks off
   */
  static Optional<byte[]> bytes(InputStream answer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] piece = new byte[1 << 16];
    for (int read = answer.read(piece); read >= 0; read = answer.read(piece)) {
      if (bytes.size() + read > LONGEST_ANSWER_BYTES) {
        return Optional.empty();
      }
      bytes.write(piece, 0, read);
    }
    return Optional.of(bytes.toByteArray());
  }

  /**
   * The rows of an answer, which is an array with one row in a line; empty when it is not whole, or
   * has a row of a series that nobody asked for.
   */
  static Optional<PastFrames> of(byte[] answer, Iterable<WantedBars.Series> wanted) {
    Map<String, String> channels = new HashMap<>();
    for (WantedBars.Series series : wanted) {
      channels.put(head(series), "features." + series.key());
    }
    int last = lastOf(answer, answer.length);
    if (last < 1 || answer[0] != '[' || answer[last] != ']') {
      return Optional.empty();
    }
    List<Frame> frames = new ArrayList<>();
    int start = 1;
    while (start < last) {
      int end = lineEnd(answer, start, last);
      int brace = lastOf(answer, end);
      if (brace > start) {
        String channel = channels.get(head(answer, start, end));
        if (channel == null || answer[brace] != '}') {
          return Optional.empty();
        }
        frames.add(new Frame(channel, Arrays.copyOfRange(answer, start, brace + 1)));
      }
      start = end + 1;
    }
    return Optional.of(new PastFrames(frames));
  }

  private static int lineEnd(byte[] answer, int start, int last) {
    int end = start;
    while (end < last && answer[end] != '\n') {
      end++;
    }
    return end;
  }

  /** Where the last character before an end stands that separates nothing. */
  private static int lastOf(byte[] answer, int end) {
    int last = end - 1;
    while (last >= 0 && (answer[last] == '\n' || answer[last] == ',')) {
      last--;
    }
    return last;
  }

  private static String head(WantedBars.Series series) {
    return "{\"symbol\":\""
        + series.symbol()
        + "\",\"timeframe\":\""
        + series.timeframe().code()
        + "\",\"timestamp_ms\":";
  }

  /** Up to the third colon: symbols and timeframes have none. */
  private static String head(byte[] answer, int start, int end) {
    int colons = 0;
    int at = start;
    while (at < end && colons < 3) {
      colons += answer[at++] == ':' ? 1 : 0;
    }
    return new String(answer, start, at - start, StandardCharsets.UTF_8);
  }

  /** Hands over all of them; gives how many. */
  int handTo(FrameHandler handler, long receivedAtNanos) {
    for (Frame frame : frames) {
      handler.onFrame(FrameKind.FEATURES, frame.channel(), frame.content(), receivedAtNanos);
    }
    return frames.size();
  }
}
