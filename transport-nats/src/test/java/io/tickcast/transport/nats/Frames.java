package io.tickcast.transport.nats;

import io.tickcast.api.FrameHandler;
import io.tickcast.api.FrameKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a source hands over. */
final class Frames implements FrameHandler {
  private final List<Frame> all = new ArrayList<>();

  /** One frame, its bytes as text. */
  record Frame(FrameKind kind, String channel, String text) {}

  @Override
  public synchronized void onFrame(
      FrameKind kind, String channel, byte[] content, long receivedAtNanos) {
    all.add(new Frame(kind, channel, new String(content, StandardCharsets.UTF_8)));
  }

  synchronized int size() {
    return all.size();
  }

  synchronized List<Frame> all() {
    return List.copyOf(all);
  }

  /** The texts on one channel, in their order. */
  synchronized List<String> on(String channel) {
    return all.stream().filter(f -> f.channel().equals(channel)).map(Frame::text).toList();
  }
}
