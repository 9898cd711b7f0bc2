package io.tickcast.transport.http;

import org.jspecify.annotations.Nullable;

/**
 * One reader's way through the decisions: each of them in order, or an event {@code gap} that says
 * how many it missed. <i>Confined</i>, but for {@link #overrun}.
 */
final class DecisionStream {
  private final DecisionRing ring;
  private final DecisionFrames frames;
  private final String run;
  private final DecisionSlot slot = new DecisionSlot();
  private volatile long cursor;
  private boolean newRun;

  DecisionStream(DecisionRing ring, DecisionFrames frames, String run, long cursor) {
    this.ring = ring;
    this.frames = frames;
    this.run = run;
    this.cursor = cursor;
  }

  void announceNewRun() {
    newRun = true;
  }

  /** Whether decisions were overwritten that this reader has not seen. <i>Thread-safe.</i> */
  boolean overrun() {
    return cursor < ring.oldest();
  }

  /** The next event; null when there is none yet. */
  byte @Nullable [] next() {
    if (newRun) {
      newRun = false;
      return gap("new_run", 0);
    }
    byte[] encoded = frames.encoded(cursor);
    if (encoded != null) {
      cursor++;
      return encoded;
    }
    return switch (ring.read(cursor, slot)) {
      case FOUND -> frames.encode(cursor++, slot);
      case PENDING -> null;
      case SKIPPED -> missed(cursor + 1);
      // Half a ring ahead, so that the place is not overwritten as well before it is read.
      case GONE -> missed(Math.max(cursor + 1, ring.end() - ring.capacity() / 2));
    };
  }

  private byte[] missed(long resumeAt) {
    long missed = resumeAt - cursor;
    cursor = resumeAt;
    return gap("overrun", missed);
  }

  private byte[] gap(String reason, long missed) {
    byte[] data =
        Json.bytes(
            json -> {
              json.writeStartObject();
              json.writeStringField("reason", reason);
              json.writeNumberField("missed", missed);
              json.writeEndObject();
            });
    return Sse.event("gap", new EventId(run, cursor), data);
  }
}
