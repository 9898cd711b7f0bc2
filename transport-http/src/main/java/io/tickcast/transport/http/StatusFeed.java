package io.tickcast.transport.http;

import io.tickcast.core.EngineStatus;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The status as an event, made once for all readers. Refreshed by one thread, read by any. */
final class StatusFeed {
  private static final Logger log = LoggerFactory.getLogger(StatusFeed.class);
  private static final int HEARTBEAT_EVERY = 15;

  private final Supplier<EngineStatus> status;
  private volatile Frame latest = new Frame(0, Sse.HEARTBEAT);
  private boolean failing;

  /**
   * An event to send.
   *
   * @param version counts the refreshes
   * @param bytes one or more frames
   */
  record Frame(long version, byte[] bytes) {}

  StatusFeed(Supplier<EngineStatus> status) {
    this.status = status;
  }

  Frame latest() {
    return latest;
  }

  /** Asks the engine. Without an answer a heartbeat takes the place of the status. */
  void refresh() {
    long version = latest.version + 1;
    byte[] event = read();
    latest = new Frame(version, version % HEARTBEAT_EVERY == 0 ? withHeartbeat(event) : event);
  }

  private byte[] read() {
    try {
      byte[] event = Sse.event("status", StatusJson.bytes(status.get()));
      failing = false;
      return event;
    } catch (RuntimeException e) {
      if (!failing) {
        log.warn("expected a status of the engine, found an exception", e);
      }
      failing = true;
      return Sse.HEARTBEAT;
    }
  }

  private static byte[] withHeartbeat(byte[] event) {
    byte[] both = new byte[Sse.HEARTBEAT.length + event.length];
    System.arraycopy(Sse.HEARTBEAT, 0, both, 0, Sse.HEARTBEAT.length);
    System.arraycopy(event, 0, both, Sse.HEARTBEAT.length, event.length);
    return both;
  }
}
