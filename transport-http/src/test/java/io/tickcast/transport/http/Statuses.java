package io.tickcast.transport.http;

import io.tickcast.api.Timeframe;
import io.tickcast.core.BindingStatus;
import io.tickcast.core.BindingStatus.ModelInfo;
import io.tickcast.core.BindingStatus.SeriesStatus;
import io.tickcast.core.EngineStatus;
import io.tickcast.core.EngineStatus.ConfigRefusal;
import io.tickcast.core.EngineStatus.ConfigSetting;
import io.tickcast.core.EngineStatus.ConfigSourceStatus;
import io.tickcast.core.EngineStatus.ConfigStatus;
import io.tickcast.core.EngineStatus.LatencyStatus;
import io.tickcast.core.EngineStatus.ModelStatus;
import io.tickcast.core.EngineStatus.SinkStatus;
import io.tickcast.core.EngineStatus.SourceStatus;
import io.tickcast.core.ModelEvent;
import io.tickcast.core.ModelEvent.Kind;
import io.tickcast.core.TradingState;
import io.tickcast.core.Verification;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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
        List.of(binding("EURUSD")),
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

  /** A binding with a challenger, whose last version was refused. */
  static BindingStatus binding(String symbol) {
    Verification verified =
        new Verification("ab".repeat(32), "all in order", 16, 2e-7, "", 768, 4.5, true, 40);
    ModelInfo champion =
        new ModelInfo("xgboost-v1.2.3", "xgboost", "ab".repeat(32), "model.json", verified);
    ModelInfo challenger =
        new ModelInfo("xgboost-v1.3.0", "xgboost", "cd".repeat(32), "next.json", verified);
    return new BindingStatus(
        "majors",
        List.of(symbol),
        List.of("5m"),
        "xgboost",
        "latest",
        "1.3.0",
        "",
        List.of(
            new SeriesStatus(
                symbol,
                "5m",
                champion,
                Optional.of(challenger),
                List.of(),
                true,
                Optional.of(event(Kind.PROMOTED, symbol, "xgboost-v1.2.3", "ann", "better")),
                Optional.of(
                    event(Kind.REFUSED, symbol, "xgboost-v1.4.0", "ann", "golden row 0: ...")),
                Optional.of(event(Kind.CHALLENGER, symbol, "xgboost-v1.3.0", "config", "1.3.0")),
                2)));
  }

  private static ModelEvent event(Kind kind, String symbol, String to, String who, String why) {
    return new ModelEvent(
        new UUID(1, kind.ordinal()),
        kind,
        "majors",
        symbol,
        Timeframe.M5,
        kind == Kind.CHALLENGER ? "" : "xgboost-v1.2.2",
        "",
        to,
        "",
        who,
        why,
        "{}",
        "latest",
        "",
        1_760_867_000_100L + kind.ordinal());
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
