package io.tickcast.transport.http;

import io.javalin.config.RoutesConfig;
import io.tickcast.core.EngineStatus;
import java.util.Set;
import java.util.function.Supplier;

/** {@code /api/v1/status}: what the engine is doing. */
final class StatusRoutes implements Routes {
  private final Supplier<EngineStatus> status;

  StatusRoutes(Supplier<EngineStatus> status) {
    this.status = status;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(
        routes,
        "/api/v1/status",
        context -> {
          Query.of(context, Set.of());
          Routes.json(context, 200, StatusJson.bytes(status.get()));
        });
  }
}
