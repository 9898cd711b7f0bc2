package io.tickcast.servers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** The bytes of one connection in one direction. <i>Confined.</i> */
final class ProxyFlow {
  private static final int PIECE = 16 * 1024;
  private static final int MOST_HELD = 1024 * 1024;

  private record Piece(ByteBuffer bytes, long readAt) {}

  private final SocketChannel from;
  private final SocketChannel to;
  private final ProxyWay way;
  private final Deque<Piece> held = new ArrayDeque<>();
  private int heldBytes;
  private boolean ended;
  private boolean shut;

  ProxyFlow(SocketChannel from, SocketChannel to, ProxyWay way) {
    this.from = from;
    this.to = to;
    this.way = way;
  }

  /** Moves what can be moved now; false when this connection has to be cut here. */
  boolean move(long now) throws IOException {
    while (wantsToRead() && read(now)) {
      // Until there is no more, or too much is held.
    }
    while (to.isConnected() && hasDue(now)) {
      if (!shut && way.bytesUntilCut == 0) {
        return false;
      }
      if (!writeFirst()) {
        break;
      }
      if (way.bytesUntilCut == 0) {
        return false;
      }
    }
    if (ended && held.isEmpty() && to.isConnected() && !way.stalled) {
      shut();
    }
    return true;
  }

  private boolean read(long now) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(PIECE);
    int count = from.read(bytes);
    if (count < 0) {
      ended = true;
    }
    if (count > 0) {
      held.add(new Piece(bytes.flip(), now));
      heldBytes += count;
    }
    return count > 0;
  }

  /** Writes of the first piece; true when all of it is written. */
  private boolean writeFirst() throws IOException {
    ByteBuffer bytes = held.getFirst().bytes();
    int count = shut ? discard(bytes) : write(bytes);
    heldBytes -= count;
    if (bytes.hasRemaining()) {
      return false;
    }
    held.removeFirst();
    return true;
  }

  private static int discard(ByteBuffer bytes) {
    int count = bytes.remaining();
    bytes.position(bytes.limit());
    return count;
  }

  private int write(ByteBuffer bytes) throws IOException {
    int limit = bytes.limit();
    if (way.bytesUntilCut != ProxyWay.NO_CUT) {
      bytes.limit(bytes.position() + (int) Math.min(bytes.remaining(), way.bytesUntilCut));
    }
    int count = to.write(bytes);
    bytes.limit(limit);
    way.passed(count);
    return count;
  }

  /** Says to the receiver that this was all; what still comes is dropped. */
  void shut() throws IOException {
    if (!shut) {
      shut = true;
      to.shutdownOutput();
    }
  }

  boolean isOver() {
    return ended && shut && held.isEmpty();
  }

  boolean wantsToRead() {
    return !ended && !way.stalled && heldBytes < MOST_HELD;
  }

  boolean wantsToWrite(long now) {
    return to.isConnected() && hasDue(now);
  }

  /** When the first piece is due: nanoseconds from now, or a very long time. */
  long nanosUntilDue(long now) {
    if (held.isEmpty() || way.stalled) {
      return Long.MAX_VALUE;
    }
    return Math.max(0, held.getFirst().readAt() + way.delayNanos - now);
  }

  private boolean hasDue(long now) {
    return nanosUntilDue(now) == 0;
  }
}
