package io.tickcast.transport.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Frames server-sent events, as <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html">the HTML standard</a> has
 * them. <i>Thread-safe.</i>
 */
final class Sse {
  /** What a stream starts with: how long a client waits before it comes back. */
  static final byte[] GREETING = utf8(": tickcast events\nretry: 1000\n\n");

  static final byte[] HEARTBEAT = utf8(": heartbeat\n\n");

  private Sse() {}

  /** An event without an id: it changes nothing about where a client resumes. */
  static byte[] event(String name, byte[] data) {
    return frame("event: " + name + "\n", data);
  }

  /** An event after which a client resumes at {@code id}. */
  static byte[] event(String name, EventId id, byte[] data) {
    return frame("id: " + id + "\nevent: " + name + "\n", data);
  }

  private static byte[] frame(String head, byte[] data) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(head.length() + data.length + 16);
    frame.writeBytes(utf8(head));
    frame.writeBytes(utf8("data: "));
    int from = 0;
    for (int i = 0; i < data.length; i++) {
      if (data[i] == '\n' || data[i] == '\r') {
        // A line end inside the data would end the field; both ends mean the same in JSON.
        frame.write(data, from, i - from);
        frame.writeBytes(utf8("\ndata: "));
        from = i + 1;
      }
    }
    frame.write(data, from, data.length - from);
    frame.writeBytes(utf8("\n\n"));
    return frame.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
