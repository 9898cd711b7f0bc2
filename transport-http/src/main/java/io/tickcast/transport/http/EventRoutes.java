package io.tickcast.transport.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.ServiceUnavailableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * {@code /api/v1/events}: decisions and status as they happen. A reader that names the last id it
 * has seen, by the header {@code Last-Event-ID} or the parameter {@code after}, goes on from there.
 */
final class EventRoutes implements Routes {
  private static final Set<String> PARAMETERS = Set.of("after");

  private final EventHub hub;
  private final DecisionFrames frames;
  private final StatusFeed status;
  private final Duration stallTimeout;

  EventRoutes(EventHub hub, DecisionFrames frames, StatusFeed status, Duration stallTimeout) {
    this.hub = hub;
    this.frames = frames;
    this.status = status;
    this.stallTimeout = stallTimeout;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(routes, "/api/v1/events", this::open);
  }

  private void open(Context context) {
    DecisionStream decisions = decisions(context);
    context.contentType("text/event-stream;charset=utf-8");
    context.header("X-Accel-Buffering", "no");
    if (context.method().equals(HandlerType.HEAD)) {
      return;
    }
    if (!hub.takeSeat()) {
      context.header("Retry-After", "5");
      throw new ServiceUnavailableResponse(
          "expected at most " + hub.limit() + " readers of events, found all of them connected");
    }
    context.future(() -> serve(context, decisions));
  }

  private DecisionStream decisions(Context context) {
    Query query = Query.of(context, PARAMETERS);
    // A browser that comes back repeats the address, and adds the newer header.
    Optional<String> asked =
        Optional.ofNullable(context.header("Last-Event-ID")).or(() -> query.value("after"));
    if (asked.isEmpty()) {
      return frames.streamAfter(frames.end());
    }
    String text = asked.get();
    EventId place = EventId.parse(text).orElseThrow(() -> badPlace(text));
    if (!place.run().equals(frames.end().run())) {
      return frames.streamOfNewRun();
    }
    if (place.count() > frames.end().count()) {
      throw badPlace(text);
    }
    return frames.streamAfter(place);
  }

  private RuntimeException badPlace(String text) {
    return Query.bad("event id", "one that this stream gave out, up to " + frames.end(), text);
  }

  private CompletableFuture<?> serve(Context context, DecisionStream decisions) {
    boolean added = false;
    try {
      context.req().getAsyncContext().setTimeout(0);
      EventClient client =
          new EventClient(
              context.req().getRemoteAddr() + ":" + context.req().getRemotePort(),
              context.res().getOutputStream(),
              decisions,
              status,
              stallTimeout,
              () -> disconnect(context));
      // Before it is served: without a listener its writes would block.
      context.res().getOutputStream().setWriteListener(client);
      hub.add(client);
      added = true;
      return client.closed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (!added) {
        hub.giveSeatBack();
      }
    }
  }

  /**
   * Closes the connection itself: a write that is pending would keep a mere end of the stream
   * waiting.
   */
  private static void disconnect(Context context) {
    ServletContextRequest.getServletContextRequest(context.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
  }
}
