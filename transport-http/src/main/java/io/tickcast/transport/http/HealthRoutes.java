package io.tickcast.transport.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.tickcast.core.EngineStatus;
import io.tickcast.core.EngineStatus.SinkStatus;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /livez} and its old name {@code /healthz}: the process answers. {@code /readyz}: the
 * engine is able to trade; it also says what waits in front of each sink, which does not count: the
 * journal keeps it.
 */
final class HealthRoutes implements Routes {
  private static final Logger log = LoggerFactory.getLogger(HealthRoutes.class);

  private final Supplier<EngineStatus> status;

  HealthRoutes(Supplier<EngineStatus> status) {
    this.status = status;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(routes, "/livez", HealthRoutes::live);
    Routes.readable(routes, "/healthz", HealthRoutes::live);
    Routes.readable(routes, "/readyz", this::ready);
  }

  private static void live(Context context) {
    context.contentType("text/plain;charset=utf-8").result("ok");
  }

  private void ready(Context context) {
    EngineStatus now;
    try {
      now = status.get();
    } catch (RuntimeException e) {
      log.warn("expected a status of the engine, found an exception", e);
      answer(context, false, List.of("engine: expected its status, found " + e), List.of());
      return;
    }
    answer(context, now.ready(), now.notReady(), now.sinks());
  }

  private static void answer(
      Context context, boolean ready, List<String> reasons, List<SinkStatus> sinks) {
    byte[] body =
        Json.bytes(
            json -> {
              json.writeStartObject();
              json.writeBooleanField("ready", ready);
              StatusJson.strings(json, "reasons", reasons);
              StatusJson.lags(json, sinks);
              json.writeEndObject();
            });
    Routes.json(context, ready ? 200 : 503, body);
  }
}
