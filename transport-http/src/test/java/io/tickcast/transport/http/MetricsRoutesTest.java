package io.tickcast.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MetricsRoutesTest {
  private static String text() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, StatusMetrics.of(Statuses.ready()));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void metrics_status_isThereAsFigures() throws IOException {
    assertThat(text().lines())
        .contains(
            "tickcast_ready 1.0",
            "tickcast_bars_total 12.0",
            "tickcast_signals_total{type=\"buy\"} 3.0",
            "tickcast_decisions_total{outcome=\"held\"} 8.0",
            "tickcast_refused_frames_total{reason=\"duplicate\"} 2.0",
            "tickcast_challengers_suspended_total{symbol=\"EURUSD\",timeframe=\"5m\"} 2.0",
            "tickcast_source_live{source=\"recording\"} 1.0",
            "tickcast_source_frames_total{source=\"recording\"} 14.0",
            "tickcast_sink_lag_records{sink=\"archive\"} 2.0",
            "tickcast_sink_lag_seconds{sink=\"archive\"} 1.25",
            "tickcast_sink_up{sink=\"archive\"} 0.0",
            "tickcast_sink_written_total{sink=\"archive\"} 10.0",
            "tickcast_journal_unforced_records 2.0",
            "tickcast_dead_letters 3.0",
            "tickcast_feed_mode{mode=\"fallback\"} 1.0",
            "tickcast_feed_mode{mode=\"live\"} 0.0",
            "tickcast_fallback_bars_total 7.0",
            "tickcast_config_info{by=\"hub http://127.0.0.1:8000\",config_id=\"c0ffee\",version=\"7\"} 1.0",
            "tickcast_config_source_up 1.0",
            "tickcast_config_changes_total 2.0",
            "tickcast_config_refused_total 1.0");
  }

  @Test
  void metrics_everyOne_saysWhatItIs() throws IOException {
    assertThat(text().lines().filter(line -> line.startsWith("# HELP ")))
        .isNotEmpty()
        .allMatch(line -> line.split(" ", 4).length == 4 && line.endsWith("."));
  }
}
