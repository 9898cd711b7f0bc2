package io.tickcast.transport.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads server-sent events by the rules of the HTML standard. Blocks until there is one. */
final class EventReader implements AutoCloseable {
  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;
  private String lastId = "";

  /** An event; comments come as events of the name {@code :}. */
  record Event(String name, String id, String data) {}

  EventReader(HttpResponse<InputStream> response) {
    this.response = response;
    lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  HttpResponse<InputStream> response() {
    return response;
  }

  /** The next event or comment. */
  Event next() throws IOException {
    String name = "message";
    StringBuilder data = new StringBuilder();
    for (String line = line(); ; line = line()) {
      if (line.isEmpty() && data.length() > 0) {
        return new Event(name, lastId, data.substring(0, data.length() - 1));
      }
      if (line.startsWith(":")) {
        return new Event(":", lastId, line.substring(1).trim());
      }
      if (line.startsWith("event: ")) {
        name = line.substring(7);
      }
      if (line.startsWith("id: ")) {
        lastId = line.substring(4);
      }
      if (line.startsWith("data: ")) {
        data.append(line, 6, line.length()).append('\n');
      }
    }
  }

  /** The next event of a name; others are passed over. */
  Event next(String name) throws IOException {
    Event event = next();
    while (!event.name().equals(name)) {
      event = next();
    }
    return event;
  }

  List<Event> next(String name, int count) throws IOException {
    List<Event> events = new ArrayList<>();
    while (events.size() < count) {
      events.add(next(name));
    }
    return events;
  }

  private String line() throws IOException {
    String line = lines.readLine();
    if (line == null) {
      throw new IOException("the stream has ended");
    }
    return line;
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
