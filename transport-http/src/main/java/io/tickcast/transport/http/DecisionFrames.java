package io.tickcast.transport.http;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of a ring as events, each encoded once for all readers. <i>Thread-safe</i>: two
 * readers that meet at a decision may both encode it, to the same bytes.
 */
final class DecisionFrames {
  private final DecisionRing ring;
  private final String run;
  private final AtomicReferenceArray<@Nullable Frame> frames;

  private record Frame(long sequence, byte[] bytes) {}

  DecisionFrames(DecisionRing ring, String run) {
    this.ring = ring;
    this.run = run;
    frames = new AtomicReferenceArray<>(ring.capacity());
  }

  /** The place before the first decision. */
  EventId start() {
    return new EventId(run, 0);
  }

  /** The place after the last decision that was begun. */
  EventId end() {
    return new EventId(run, ring.end());
  }

  /** A reader that goes on after a place of this run, which is not beyond the end. */
  DecisionStream streamAfter(EventId place) {
    return new DecisionStream(ring, this, run, place.count());
  }

  /** A reader of everything that is kept, told that its own place belongs to another run. */
  DecisionStream streamOfNewRun() {
    DecisionStream stream = new DecisionStream(ring, this, run, ring.oldest());
    stream.announceNewRun();
    return stream;
  }

  /** The frame of a decision when it was encoded before, else null. */
  byte @Nullable [] encoded(long sequence) {
    Frame frame = frames.get((int) (sequence % ring.capacity()));
    return frame != null && frame.sequence == sequence ? frame.bytes : null;
  }

  byte[] encode(long sequence, DecisionSlot decision) {
    EventId id = EventId.of(run, sequence);
    byte[] bytes =
        Sse.event("decision", id, Json.bytes(json -> DecisionJson.write(json, id, decision)));
    frames.set((int) (sequence % ring.capacity()), new Frame(sequence, bytes));
    return bytes;
  }
}
