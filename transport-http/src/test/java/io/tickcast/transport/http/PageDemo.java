package io.tickcast.transport.http;

import io.tickcast.api.Outcome;
import io.tickcast.api.SignalType;
import io.tickcast.api.Timeframe;
import io.tickcast.core.EngineStatus;
import io.tickcast.core.EngineStatus.LatencyStatus;
import io.tickcast.core.EngineStatus.ModelStatus;
import io.tickcast.core.EngineStatus.SinkStatus;
import io.tickcast.core.EngineStatus.SourceStatus;
import io.tickcast.core.TradingState;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows the page with made-up decisions, to look at it: a port, bars per second, and {@code
 * not-ready} as arguments.
 */
final class PageDemo {
  private static final long BAR_MILLIS = Timeframe.M5.millis();

  private final Random random = new Random(7);
  private final Map<SignalType, Long> signals = new EnumMap<>(SignalType.class);
  private final boolean ready;
  private final double[] prices = {1.08125, 2_318.4};
  private long bars;
  private long barTimeMillis = FakeDecision.BAR_TIME;

  private PageDemo(boolean ready) {
    this.ready = ready;
  }

  public static void main(String[] arguments) {
    PageDemo demo = new PageDemo(arguments.length < 3);
    HttpServer server =
        HttpServer.create(HttpConfig.defaults().withPort(Integer.parseInt(arguments[0])));
    server.start(demo::status);
    for (int i = 0; i < 300; i++) {
      demo.bar(server);
    }
    ScheduledExecutorService bars = Executors.newSingleThreadScheduledExecutor();
    long pauseMicros = 1_000_000 / Integer.parseInt(arguments[1]);
    bars.scheduleAtFixedRate(() -> demo.bar(server), 0, pauseMicros, TimeUnit.MICROSECONDS);
  }

  private synchronized void bar(HttpServer server) {
    int which = (int) (bars % 2);
    if (which == 0) {
      barTimeMillis += BAR_MILLIS;
    }
    bars++;
    prices[which] *= 1 + random.nextGaussian() * 0.0006;
    FakeDecision decision = decision(which);
    signals.merge(decision.type(), decision.signal().length > 0 ? 1L : 0L, Long::sum);
    server.listener().onDecision(decision);
  }

  private FakeDecision decision(int which) {
    double scale = which == 0 ? 1e5 : 100;
    double entry = round(prices[which], scale);
    SignalType wish = SignalType.values()[random.nextInt(10) < 4 ? random.nextInt(2) : 2];
    double confidence = round(0.45 + random.nextDouble() * 0.5, 1e4);
    double atr = entry * 0.0011;
    int sign = wish == SignalType.BUY ? 1 : -1;
    FakeDecision decision =
        FakeDecision.buy()
            .symbol(which == 0 ? "EURUSD" : "XAUUSD")
            .timeframe(Timeframe.M5)
            .barTimeMillis(barTimeMillis)
            .modelType(wish)
            .type(wish)
            .confidence(confidence)
            .latencyNanos(30_000 + (long) Math.abs(random.nextGaussian() * 25_000))
            .levels(
                entry,
                round(entry - sign * 2 * atr, scale),
                round(entry + sign * 3 * atr, scale),
                0.01);
    if (wish == SignalType.HOLD) {
      decision.levels(Double.NaN, Double.NaN, Double.NaN, 0);
    } else if (confidence < 0.7) {
      decision
          .type(SignalType.HOLD)
          .outcome(Outcome.HELD)
          .reason("confidence")
          .gate("confidence", confidence, 0.7, "")
          .levels(entry, Double.NaN, Double.NaN, 0);
    } else if (random.nextInt(25) == 0) {
      decision
          .type(SignalType.HOLD)
          .outcome(Outcome.SUPPRESSED)
          .reason("missing_feature")
          .gate("missing_feature", Double.NaN, Double.NaN, "atr_14")
          .levels(Double.NaN, Double.NaN, Double.NaN, 0);
    }
    return decision.signal(decision.outcome() == Outcome.SUPPRESSED ? "" : wire(decision));
  }

  private static String wire(FakeDecision decision) {
    return String.format(
        Locale.ROOT,
        """
        {"signal_id":"6f1a2c9e-7b0d-5d4e-9a3b-1c2d3e4f5061","symbol":"%s","timeframe":"5m","timestamp_ms":%d,\
        "signal_type":"%s","confidence_score":%s,"entry_price":%s,"stop_loss":%s,"take_profit":%s,\
        "position_size_recommended":%s,"model_version":"xgboost-v1.2.3","metadata":{"features_used":110,\
        "prediction_latency_ms":%s,"model_type":"xgboost","schema_version":1,"source":"recording",\
        "config_id":"c0ffee12","reason":"%s","gates":[],"raw_output":{"buy":0.71,"sell":0.11,"hold":0.18}}}""",
        decision.symbol(),
        decision.barTimeMillis(),
        decision.type(),
        decision.confidence(),
        number(decision.entryPrice()),
        number(decision.stopLoss()),
        number(decision.takeProfit()),
        decision.size(),
        (decision.decidedAtNanos() - decision.receivedAtNanos()) / 1e6,
        decision.reason());
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "null" : String.valueOf(value);
  }

  private static double round(double value, double scale) {
    return Math.round(value * scale) / scale;
  }

  private synchronized EngineStatus status() {
    Map<String, Long> sent = new TreeMap<>();
    for (SignalType type : SignalType.values()) {
      sent.put(type.code(), signals.getOrDefault(type, 0L));
    }
    return new EngineStatus(
        "running",
        ready,
        ready,
        ready
            ? List.of()
            : List.of(
                "source 'nats': no frame for 14 minutes inside the session",
                "model EURUSD 5m: not verified"),
        1_760_860_000_000L,
        "c0ffee12a4b85e90",
        bars,
        sent,
        Map.of("emitted", bars - 8, "held", bars / 5, "suppressed", 3L, "rejected", 0L),
        Map.of("duplicate", 4L, "out_of_order", 1L),
        Map.of(
            "duplicate", "features.EURUSD.5m: expected a bar after 1760867700000, found it again",
            "out_of_order",
                "features.XAUUSD.5m: expected a bar after 1760867700000, found 1760867400000"),
        List.of(model("EURUSD"), model("XAUUSD")),
        List.of(Statuses.binding("EURUSD"), Statuses.binding("XAUUSD")),
        List.of(
            new SourceStatus(
                "recording", "live", "eurusd_5m.csv, bar " + bars + " of 4,032", bars + 5, 0)),
        List.of(
            new SinkStatus(
                "nats",
                "real_time",
                0,
                0,
                bars,
                0,
                "",
                0,
                "",
                "connected to nats://127.0.0.1:4222"),
            new SinkStatus("jsonl", "archive", 2, 40, bars - 2, 0, "", 0, "", "signals.jsonl")),
        new LatencyStatus(bars, 44.2, 112.6, 1_870),
        Optional.empty(),
        Optional.empty(),
        Statuses.ready().config(),
        TradingState.ACTIVE);
  }

  private static ModelStatus model(String symbol) {
    return new ModelStatus(
        symbol,
        "5m",
        "xgboost-v1.2.3",
        "xgboost",
        "9b74c9897bac770ffc029102a200c5de9b74c9897bac770ffc029102a200c5de",
        "xgboost_" + symbol.toLowerCase(Locale.ROOT) + "_5m_v1.2.3.json",
        110,
        "16 golden rows within 2e-6");
  }
}
