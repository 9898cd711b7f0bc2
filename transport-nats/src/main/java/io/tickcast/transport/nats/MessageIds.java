package io.tickcast.transport.nats;

import io.nats.client.impl.Headers;
import io.tickcast.api.SinkBatch;
import io.tickcast.api.Timeframe;
import java.util.UUID;

/**
 * The ids by which a stream knows the two messages of a signal; they differ, because one stream may
 * take both subjects. <i>Immutable.</i>
 *
 * @param all of the message on the subject of the symbol: the signal's own id
 * @param ofTimeframe of the message on the subject of symbol and timeframe
 */
record MessageIds(String all, String ofTimeframe) {
  /** How many bytes the header of a message has at most. */
  static final int LONGEST_HEADER = longestHeader();

  private static final String NAME = "Nats-Msg-Id";

  static MessageIds of(SinkBatch batch, int index) {
    return of(new UUID(batch.idHigh(index), batch.idLow(index)), batch.timeframe(index));
  }

  private static MessageIds of(UUID signal, Timeframe timeframe) {
    String id = signal.toString();
    return new MessageIds(id, id + "." + timeframe.code());
  }

  /** The header that carries an id. */
  static Headers header(String id) {
    return new Headers().put(NAME, id);
  }

  private static int longestHeader() {
    int longest = 0;
    for (Timeframe timeframe : Timeframe.values()) {
      String id = of(new UUID(0, 0), timeframe).ofTimeframe;
      longest = Math.max(longest, header(id).serializedLength());
    }
    return longest;
  }
}
