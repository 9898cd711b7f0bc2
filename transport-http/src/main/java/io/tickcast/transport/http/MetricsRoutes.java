package io.tickcast.transport.http;

import io.javalin.config.RoutesConfig;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.tickcast.core.EngineStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.function.Supplier;

/** {@code /metrics}: the status as figures, in Prometheus' text format. */
final class MetricsRoutes implements Routes {
  private final Supplier<EngineStatus> status;
  private final PrometheusTextFormatWriter format = PrometheusTextFormatWriter.create();

  MetricsRoutes(Supplier<EngineStatus> status) {
    this.status = status;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Routes.readable(
        routes,
        "/metrics",
        context -> {
          Query.of(context, Set.of());
          context.contentType(format.getContentType()).result(text(status.get()));
        });
  }

  private byte[] text(EngineStatus now) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      format.write(out, StatusMetrics.of(now));
    } catch (IOException e) {
      throw new UncheckedIOException("expected to write into memory", e);
    }
    return out.toByteArray();
  }
}
