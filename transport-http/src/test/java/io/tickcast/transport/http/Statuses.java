package io.tickcast.transport.http;

import io.tickcast.core.EngineStatus;
import io.tickcast.core.EngineStatus.ConfigRefusal;
import io.tickcast.core.EngineStatus.ConfigSetting;
import io.tickcast.core.EngineStatus.ConfigSourceStatus;
import io.tickcast.core.EngineStatus.ConfigStatus;
import io.tickcast.core.EngineStatus.LatencyStatus;
import io.tickcast.core.EngineStatus.ModelStatus;
import io.tickcast.core.EngineStatus.SinkStatus;
import io.tickcast.core.EngineStatus.SourceStatus;
import io.tickcast.core.TradingState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Statuses that tests make up. */
final class Statuses {
  private static final LatencyStatus LATENCY = new LatencyStatus(12, 41.5, 97.25, 130);

  private Statuses() {}

  static EngineStatus ready() {
    return of(true, List.of(), LATENCY);
  }

  static EngineStatus notReady(String... reasons) {
    return of(false, List.of(reasons), LATENCY);
  }

  static EngineStatus withoutLatency() {
    return of(true, List.of(), new LatencyStatus(0, Double.NaN, Double.NaN, Double.NaN));
  }

  private static EngineStatus of(boolean ready, List<String> notReady, LatencyStatus latency) {
    return new EngineStatus(
        "running",
        ready,
        ready,
        notReady,
        1_760_867_000_000L,
        "c0ffee",
        12,
        Map.of("buy", 3L, "sell", 1L, "hold", 8L, "close_long", 0L, "close_short", 0L),
        Map.of("emitted", 4L, "held", 8L, "suppressed", 0L, "rejected", 0L),
        Map.of("duplicate", 2L),
        Map.of("duplicate", "expected a new bar, found 1760867700000 again"),
        List.of(
            new ModelStatus(
                "EURUSD",
                "5m",
                "xgboost-v1.2.3",
                "xgboost",
                "ab".repeat(32),
                "model.json",
                110,
                "golden rows: 16 of 16")),
        List.of(new SourceStatus("recording", "live", "12 of 400 bars", 14, 0)),
        List.of(
            new SinkStatus(
                "archive",
                "archive",
                2,
                1_250,
                10,
                0,
                "",
                1_760_867_700_000L,
                "no leader",
                "signals.jsonl")),
        latency,
        Optional.of(
            new EngineStatus.JournalStatus("data/journal", true, "", 1, 240, 238, 67_108_864, 3)),
        Optional.of(
            new EngineStatus.FallbackStatus(
                "clickhouse",
                "fallback",
                "exits",
                List.of("features.EURUSD.5m"),
                1,
                7,
                "",
                "connected")),
        config(),
        TradingState.ACTIVE);
  }

  private static ConfigStatus config() {
    return new ConfigStatus(
        "c0ffee",
        "hub http://127.0.0.1:8000",
        "7",
        1_760_867_000_500L,
        2,
        0,
        List.of(
            new ConfigSetting(
                "operational.inference_settings.confidence_threshold",
                "0.8",
                "hub http://127.0.0.1:8000 version 7",
                true,
                ""),
            new ConfigSetting(
                "operational.signal_generation.size_unit",
                "lots",
                "default",
                false,
                "count in it")),
        1,
        List.of(
            new ConfigRefusal(
                1_760_867_000_750L, "hub http://127.0.0.1:8000 version 8", "expected a number")),
        "",
        Optional.of(
            new ConfigSourceStatus(
                "hub http://127.0.0.1:8000",
                "answers",
                "7",
                1_760_867_000_600L,
                "registered",
                "")));
  }
}
